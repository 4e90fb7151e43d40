/* timer.c: time, the timer heap, sleep, and calls of plain functions soon or later.
 *
 * One heap a loop, of what is to happen at which time (seconds on the loop's clock), earliest first, equal times in the order in
 * which they were asked for.  One uv_timer_t is behind it, set only while the loop blocks and rounded up: nothing fires early.
 * On virtual time the clock stands still while anything is ready, and then jumps to the first entry (loop.c).
 *
 * As in asyncio a timer that is due passes through the ready queue before what it does is done: a sleeper passes twice, but for those that
 * are due together, which pass as one (struct asyncc__due).
 */
#include "internal.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WAYS 4                  /* children of a node */
#define LINE 64                 /* of the cache, in bytes */

double asyncc__now(asyncc__loop *loop) { return loop->is_virtual ? loop->now : (double)uv_hrtime() * 1e-9; }

static int before(const struct asyncc__timer *a, const struct asyncc__timer *b) {
    return a->when < b->when || (a->when == b->when && (int)(a->run->turn - b->run->turn) < 0);
}

/* `run.timer` is where an entry was put, or has gone down to, last.  When it goes up, as with each timer that is taken out of the heap one on each level does, that is not
 * written: with many timers they are in no cache.  So an entry is at that place or above it. */
static void place(asyncc__loop *loop, size_t at, struct asyncc__timer timer) {
    loop->timers[at] = timer;
    timer.run->timer = (unsigned)at;
}

static void up(asyncc__loop *loop, size_t at, struct asyncc__timer timer) {
    while (at) {
        size_t parent = (at - 1) / WAYS;
        if (!before(&timer, &loop->timers[parent])) break;
        place(loop, at, loop->timers[parent]);
        at = parent;
    }
    place(loop, at, timer);
}

static void down(asyncc__loop *loop, size_t at, struct asyncc__timer timer) {
    for (size_t child; (child = at * WAYS + 1) < loop->ntimers; at = child) {
        size_t end = child + WAYS < loop->ntimers ? child + WAYS : loop->ntimers, below = child * WAYS + 1;
        if (below + WAYS * WAYS <= loop->ntimers)       /* all that may be looked at next: with many timers it is in no cache */
            for (size_t k = 0; k < WAYS; k++) __builtin_prefetch(&loop->timers[below + k * WAYS]);
        for (size_t other = child + 1; other < end; other++)
            if (before(&loop->timers[other], &loop->timers[child])) child = other;
        if (!before(&loop->timers[child], &timer)) break;
        loop->timers[at] = loop->timers[child];
    }
    place(loop, at, timer);
}

/* Of something that is in the heap. */
static size_t place_of(const asyncc__loop *loop, const asyncc__runnable *run) {
    size_t at = run->timer;
    while (loop->timers[at].run != run) at = (at - 1) / WAYS;
    return at;
}

double asyncc__timer_when(const asyncc__loop *loop, const asyncc__runnable *run) { return loop->timers[place_of(loop, run)].when; }

/* Room for so many.  The children of a node lie in one line of the cache: the second entry, the first child, begins one. */
static int grow(asyncc__loop *loop, size_t size) {
    size_t old = loop->timers_block ? (size_t)((char *)loop->timers - (char *)loop->timers_block) : 0;
    char *block = asyncc__realloc(loop->timers_block, size * sizeof *loop->timers + LINE);
    if (!block) return UV_ENOMEM;
    size_t offset = (LINE - ((uintptr_t)block + sizeof *loop->timers) % LINE) % LINE;
    loop->timers_block = block;
    loop->timers = (struct asyncc__timer *)(block + offset);
    if (offset != old) memmove(loop->timers, block + old, loop->ntimers * sizeof *loop->timers);
    loop->timers_size = size;
    return 0;
}

int asyncc__timer_add(asyncc__loop *loop, asyncc__runnable *run, double when) {
    run->turn = loop->turn++;
    run->timer = NO_TIMER;
    if (when == INFINITY) return 0;         /* never; not being in the heap it cannot keep a stuck program waiting */
    if (loop->ntimers == loop->timers_size) {
        size_t size = loop->timers_size ? loop->timers_size + loop->timers_size / 2 : 16;
        if (grow(loop, size) < 0) return UV_ENOMEM;
    }
    up(loop, loop->ntimers++, (struct asyncc__timer){ when, run });
    if (loop->is_virtual && when <= loop->now + 1e-9) asyncc__look(loop);      /* behind this batch already, as in asyncio; in real time nobody could tell */
    return 0;
}

static void remove_first(asyncc__loop *loop) {
    struct asyncc__timer last = loop->timers[--loop->ntimers];
    if (loop->ntimers) down(loop, 0, last);
}

void asyncc__timer_remove(asyncc__loop *loop, asyncc__runnable *run) {
    if (run->timer == NO_TIMER) return;
    size_t at = place_of(loop, run);
    run->timer = NO_TIMER;
    struct asyncc__timer last = loop->timers[--loop->ntimers];
    if (at == loop->ntimers) return;
    if (at && before(&last, &loop->timers[(at - 1) / WAYS])) up(loop, at, last);
    else down(loop, at, last);
}

static void wake_due(asyncc__loop *loop, asyncc__call *call) {
    struct asyncc__due *due = container_of(call, struct asyncc__due, call);
    if (due->first) asyncc__push_chain(loop, due->first, due->last);
}

/* Of the chain that is on its way, if one is. */
static inline unsigned char woken(const struct asyncc__due *due) { return due->number & 1 ? WAIT_WOKEN_1 : WAIT_WOKEN_0; }

int asyncc__due_leave(asyncc__loop *loop, asyncc__task *task) {
    struct asyncc__due *due = &loop->due;
    if (!(due->call.run.flags & FLAG_QUEUED) || task->run.wait != woken(due)) return 0;
    asyncc__runnable **link = &due->first;
    while (*link != &task->run) link = &(*link)->next;
    *link = task->run.next;
    if (!*link) due->last = link;
    return 1;
}

/* In real time no more at a look than are in the cache still when they run; the next ones behind the next batch, which nobody could tell from having looked a moment earlier. */
#define AT_ONCE 32

void asyncc__timers_due(asyncc__loop *loop) {
    if (!loop->ntimers) return;
    struct asyncc__due *due = &loop->due;
    int is_begun = 0, may_begin = !(due->call.run.flags & FLAG_QUEUED);
    double now = asyncc__now(loop);
    if (loop->is_virtual) now += 1e-9;      /* asyncio's clock resolution: sums of fractions meet */
    for (int n = 0; loop->ntimers && loop->timers[0].when <= now; n++) {
        if (n == AT_ONCE && !loop->is_virtual) {
            asyncc__look(loop);
            break;
        }
        asyncc__runnable *run = loop->timers[0].run;
        __builtin_prefetch(run);                        /* fetched while the heap is put in order */
        __builtin_prefetch((const asyncc__task *)run + 1);
        remove_first(loop);
        run->timer = NO_TIMER;
        if (run->kind != KIND_TASK) {
            asyncc__call_soon(loop, (asyncc__call *)run);
            may_begin = is_begun = 0;       /* what follows does so behind the call */
            continue;
        }
        if (may_begin) {
            may_begin = 0;
            is_begun = 1;
            due->number++;
            due->last = &due->first;
            asyncc__call_init(&due->call, wake_due);
            asyncc__call_soon(loop, &due->call);
        }
        if (is_begun) {
            run->wait = woken(due);
            run->next = NULL;
            *due->last = run;
            due->last = &run->next;
        } else {
            run->wait = WAIT_SLEEP_DUE;
            asyncc__push(loop, run);
        }
    }
}

/* uv_run may see the timer before it polls, and would then block without one. */
static void on_timer(uv_timer_t *timer) {
    if (!((asyncc__loop *)timer->data)->is_attached) uv_stop(timer->loop);
}

/* Sets the uv_timer_t behind the heap, in whole milliseconds, up; a day at most. */
void asyncc__timer_arm(asyncc__loop *loop) {
    uv_timer_stop(&loop->timer);
    if (!loop->ntimers) return;
    double ms = (loop->timers[0].when - asyncc__now(loop)) * 1000;
    uint64_t whole = ms <= 0 ? 0 : ms < 86400000.0 ? (uint64_t)ms : 86400000;
    uv_update_time(loop->uv);
    uv_timer_start(&loop->timer, on_timer, (double)whole < ms ? whole + 1 : whole, 0);
}

void asyncc__call_cancel(asyncc__loop *loop, asyncc__call *call) {
    asyncc__timer_remove(loop, &call->run);
    if (call->run.flags & FLAG_QUEUED) asyncc__unpush(loop, &call->run);
    call->run.flags &= (unsigned char)~FLAG_QUEUED;
}

/* ------------------------------------------------------------------- sleep */

struct sleep_frame { asyncc__frame head; double seconds; };
ASYNCC__DESCRIBE(async_sleep, struct sleep_frame, 0, sizeof(asyncc__frame), 0);

static void __attribute__((noinline)) sleep_long(asyncc__context *c, double seconds) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__task *task = loop->context.current;
    if (isnan(seconds)) {
        asyncc__fail(c, UV_EINVAL, "async_sleep: not a number");
    } else if (asyncc__timer_add(loop, &task->run, asyncc__now(loop) + seconds) < 0) {
        asyncc__no_memory(c);
    } else {
        asyncc__waits(task, WAIT_SLEEP);
        asyncc__suspended(c);
    }
}

void asyncc__sleep_started(asyncc__context *c, double seconds) {
    struct sleep_frame *f = (struct sleep_frame *)asyncc__begin(c, &async_sleep__coroutine);
    if (f) f->seconds = seconds;
}

static void async_sleep__resume(asyncc__context *c, asyncc__frame *frame) {
    double seconds = ((struct sleep_frame *)frame)->seconds;
    if (frame->state > 0) return;
    if (seconds <= 0) asyncc__gives_way(c);
    else sleep_long(c, seconds);
    if (asyncc__suspends(c)) asyncc__suspend(c, frame, &async_sleep__coroutine, 1);
}

/* Awaited directly it needs no frame: its caller's frame is where the task goes on.  Started as a branch it has one. */
#undef async_sleep__async       /* what of it is inlined */
void async_sleep__async(asyncc__context *c, double seconds) {
    if (asyncc__entering(c)) asyncc__sleep_started(c, seconds);
    else if (seconds <= 0) asyncc__gives_way(c);
    else sleep_long(c, seconds);
}

void async_sleep(double seconds) {
    asyncc__context *c = asyncc__indirect;
    asyncc__indirect = NULL;
    async_sleep__async(c ? c : asyncc__run_begin("async_sleep"), seconds);
    if (!c) asyncc__run_end(NULL);
}

double async_time(void) {
    asyncc__loop *loop = asyncc__loop_current;
    return loop ? asyncc__now(loop) : (double)uv_hrtime() * 1e-9;
}

/* ------------------------------------------------------------- plain calls */

struct async_timer {
    asyncc__call call;
    void (*function)(void *data);
    void *data;
};

static void fire(asyncc__loop *loop, asyncc__call *call) {
    struct async_timer *t = container_of(call, struct async_timer, call);
    void (*function)(void *) = t->function;
    void *data = t->data;
    asyncc__put(loop, t, sizeof *t);
    function(data);
}

void asyncc__call_drop(asyncc__loop *loop, asyncc__call *call) {
    if (call->function == wake_due) return;
    if (call->function == fire) asyncc__put(loop, container_of(call, struct async_timer, call), sizeof(struct async_timer));
    else asyncc__done_drop(loop, call);
}

static async_timer *timer_new(asyncc__loop *loop, void (*function)(void *), void *data) {
    async_timer *t = asyncc__get(loop, sizeof *t);
    if (!t) return NULL;
    asyncc__call_init(&t->call, fire);
    t->function = function;
    t->data = data;
    return t;
}

async_timer *async_call_soon(void (*function)(void *), void *data) {
    asyncc__loop *loop = asyncc__loop_of(asyncc__current("async_call_soon"));
    async_timer *t = timer_new(loop, function, data);
    if (t) asyncc__call_soon(loop, &t->call), asyncc__stir(loop);
    return t;
}

async_timer *async_call_at(double when, void (*function)(void *), void *data) {
    asyncc__loop *loop = asyncc__loop_of(asyncc__current("async_call_at"));
    async_timer *t = timer_new(loop, function, data);
    if (t && asyncc__timer_add(loop, &t->call.run, when) < 0) {
        asyncc__put(loop, t, sizeof *t);
        return NULL;
    }
    asyncc__look(loop);
    asyncc__stir(loop);
    return t;
}

async_timer *async_call_later(double seconds, void (*function)(void *), void *data) {
    return async_call_at(async_time() + seconds, function, data);
}

void async_timer_cancel(async_timer *t) {
    if (!t) return;
    asyncc__loop *loop = asyncc__loop_of(asyncc__current("async_timer_cancel"));
    asyncc__call_cancel(loop, &t->call);
    asyncc__put(loop, t, sizeof *t);
}
