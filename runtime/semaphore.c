/* semaphore.c: a number of permits, as asyncio.Semaphore and BoundedSemaphore: first come, first served.
 *
 * Who is woken has been given a permit; when it was cancelled meanwhile, it gives that back and wakes the next.
 */
#include "waiters.h"
#include <limits.h>
#include <stdlib.h>

struct async_semaphore {
    asyncc__waiters line;
    unsigned value, bound;
};

static async_semaphore *new(unsigned value, unsigned bound) {
    async_semaphore *s = asyncc__malloc(sizeof *s);
    if (s) *s = (async_semaphore){ .value = value, .bound = bound };
    return s;
}

async_semaphore *async_semaphore_new(unsigned permits) { return new(permits, UINT_MAX); }
async_semaphore *async_semaphore_new_bounded(unsigned permits) { return new(permits, permits); }

void async_semaphore_free(async_semaphore *s) {
    if (s && s->line.first) asyncc__die("async_semaphore_free: tasks wait for the semaphore");
    free(s);
}

unsigned async_semaphore_value(const async_semaphore *s) {
    asyncc__line_check(&s->line, "async_semaphore_value", "semaphore");
    return s->value;
}

static int is_locked(const async_semaphore *s) { return !s->value || !asyncc__line_is_idle(&s->line); }

int async_semaphore_is_locked(const async_semaphore *s) {
    asyncc__line_check(&s->line, "async_semaphore_is_locked", "semaphore");
    return is_locked(s);
}

static int wake_next(asyncc__loop *loop, async_semaphore *s) {
    if (!asyncc__line_wake(loop, &s->line)) return 0;
    s->value--;
    return 1;
}

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    asyncc__waiter *w = container_of(wait, asyncc__waiter, wait);
    async_semaphore *s = w->of;
    if (loop->context.signal == ASYNCC__FAILED && wait->state == STATE_DONE) s->value++;
    asyncc__waiter_free(loop, w);
    while (s->value && wake_next(loop, s)) {}
    return 1;
}

static const struct asyncc__operation permitting = { "a semaphore", NULL, finish, NULL };

int asyncc__semaphore_forgot(const asyncc__wait *wait) {
    return wait->operation == &permitting && ((const async_semaphore *)container_of(wait, const asyncc__waiter, wait)->of)->value;
}

ASYNCC__OPERATION(async_semaphore_acquire, async_semaphore) {
    asyncc__line_check(&object->line, "async_semaphore_acquire", "semaphore");
    if (is_locked(object)) asyncc__line_wait(c, &object->line, object, &permitting);
    else object->value--;
}

int async_semaphore_release(async_semaphore *s) {
    asyncc__line_check(&s->line, "async_semaphore_release", "semaphore");
    if (s->value >= s->bound) return UV_EPERM;
    s->value++;
    wake_next(asyncc__here(), s);
    return 0;
}

ASYNCC__HOLDING(async_permitted, async_semaphore, async_semaphore_acquire, async_semaphore_release)
