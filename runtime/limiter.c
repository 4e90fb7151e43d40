/* limiter.c: a bucket of tokens that fills at a constant rate.
 *
 * Tokens are counted when somebody looks.  While tasks wait there is one timer, for the moment in which the first of them can have its
 * token; a task that is woken has it, and gives it back when it was cancelled meanwhile.
 */
#include "waiters.h"
#include <math.h>
#include <stdlib.h>

#define ALMOST 1e-9             /* what the sum of many fractions may lack of a token */

struct async_limiter {
    asyncc__waiters line;
    asyncc__call timer;
    double rate, burst, tokens, counted;
};

async_limiter *async_limiter_new(double per_second, double burst) {
    if (!(per_second > 0) || !(burst >= 1) || isinf(per_second)) return NULL;
    async_limiter *l = asyncc__malloc(sizeof *l);
    if (l) *l = (async_limiter){ .timer.run.timer = NO_TIMER, .rate = per_second, .burst = burst, .tokens = burst, .counted = async_time() };
    return l;
}

void async_limiter_free(async_limiter *l) {
    if (l && l->line.first) asyncc__die("async_limiter_free: tasks wait for the limiter");
    free(l);
}

static void count(async_limiter *l, double now) {
    l->tokens += (now - l->counted) * l->rate;
    if (l->tokens > l->burst) l->tokens = l->burst;
    l->counted = now;
}

static int timer_set(asyncc__loop *loop, async_limiter *l);

/* Serves who can be served; sets the timer for the next. */
static void serve(asyncc__loop *loop, async_limiter *l) {
    count(l, asyncc__now(loop));
    while (l->tokens >= 1 - ALMOST && asyncc__line_wake(loop, &l->line)) l->tokens -= 1;
    asyncc__call_cancel(loop, &l->timer);
    for (asyncc__waiter *w = l->line.first; w; w = w->next)
        if (w->wait.state == STATE_PENDING) {
            if (timer_set(loop, l) < 0) asyncc__wake(loop, &w->wait, STATE_FAILED);
            break;
        }
}

static void on_time(asyncc__loop *loop, asyncc__call *call) { serve(loop, container_of(call, async_limiter, timer)); }

static int timer_set(asyncc__loop *loop, async_limiter *l) {
    asyncc__call_init(&l->timer, on_time);
    return asyncc__timer_add(loop, &l->timer.run, l->counted + (1 - l->tokens) / l->rate);
}

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    asyncc__waiter *w = container_of(wait, asyncc__waiter, wait);
    async_limiter *l = w->of;
    int is_served = wait->state == STATE_DONE, is_thrown = loop->context.signal == ASYNCC__FAILED;
    asyncc__waiter_free(loop, w);
    if (is_thrown && is_served) l->tokens += 1;
    if (!is_thrown && !is_served) asyncc__no_memory(&loop->context);        /* for its timer */
    if (is_thrown || !is_served) serve(loop, l);
    return 1;
}

static const struct asyncc__operation waiting = { "a rate limiter", NULL, finish, NULL };

int asyncc__limiter_forgot(const asyncc__wait *wait) {
    return wait->operation == &waiting && ((const async_limiter *)container_of(wait, const asyncc__waiter, wait)->of)->timer.run.timer == NO_TIMER;
}

static int take_token(async_limiter *l) {
    count(l, async_time());
    if (l->tokens < 1 - ALMOST || !asyncc__line_is_idle(&l->line)) return 0;
    l->tokens -= 1;
    return 1;
}

int async_limiter_try(async_limiter *l) {
    asyncc__line_check(&l->line, "async_limiter_try", "limiter");
    return take_token(l);
}

ASYNCC__OPERATION(async_limiter_acquire, async_limiter) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__line_check(&object->line, "async_limiter_acquire", "limiter");
    if (take_token(object)) return;
    if (object->timer.run.timer == NO_TIMER && timer_set(loop, object) < 0) {
        asyncc__no_memory(c);
        return;
    }
    asyncc__line_wait(c, &object->line, object, &waiting);
}
