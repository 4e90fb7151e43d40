/* abi_queue.h: async_get and async_put in generated code; see abi.h. */
#pragma once
#include "abi_frame.h"

/* async_get and async_put.  Generated code copies an item by itself where that is all there is to do: a queue begins with what it needs for that. */
struct asyncc__line { struct asyncc__runnable *first, *last; };         /* of tasks that wait; last means nothing while first is null */
struct asyncc__ring {
    size_t taken, put;              /* items so far; the difference is what is in the queue, and modulo 2^n it is that across an overflow too */
    size_t put_below;               /* with fewer items than this, putting one is a copy, and waking who waits for one; 0: it is more */
    size_t get_above;               /* with more items than this, getting one is; all ones: it is more */
    size_t mask;                    /* item k is at place k & mask */
    char *items;
    struct asyncc__line getters, putters;
    asyncc__context *context;       /* of those who wait */
    asyncc__context *waits_for_room, *waits_for_item;   /* the same where a queue that is full, or empty, is only to be waited for; or null */
};
/* Where it is more: to wait, or whatever there is to do; `again` when the task goes on, which may wait again. */
void asyncc__queue_get_slow(asyncc__context *c, void (*queue)(void), void *item);
void asyncc__queue_put_slow(asyncc__context *c, void (*queue)(void), const void *item);
void asyncc__queue_get_again(asyncc__context *c, void *item);
void asyncc__queue_put_again(asyncc__context *c, const void *item);
void asyncc__queue_wake_getter(asyncc__context *c, struct asyncc__ring *ring);
void asyncc__queue_wake_putter(asyncc__context *c, struct asyncc__ring *ring);
/* The same for a coroutine that was resumed, has saved itself in its frame, and does nothing else but return.  When it is resumed, it tries again, unless the signal is ASYNCC__DONE.  `woken`: see
 * asyncc__ring_get. */
void asyncc__queue_get_wait(asyncc__context *c, struct asyncc__ring *ring, void *item, asyncc__frame *frame, struct asyncc__runnable *woken);
void asyncc__queue_put_wait(asyncc__context *c, struct asyncc__ring *ring, const void *item, asyncc__frame *frame, struct asyncc__runnable *woken);

ASYNCC__INLINE struct asyncc__ring *asyncc__ring_of(void (*queue)(void)) { return (struct asyncc__ring *)(__UINTPTR_TYPE__)queue; }

ASYNCC__INLINE void asyncc__queue_get(asyncc__context *c, void (*queue)(void), void *item, size_t size) {
    struct asyncc__ring *ring = asyncc__ring_of(queue);
    if (ring->put - ring->taken > ring->get_above) {
        __builtin_memcpy(item, ring->items + (ring->taken++ & ring->mask) * size, size);
        if (ring->putters.first) asyncc__queue_wake_putter(c, ring);
        asyncc__goes_on(c);
    } else {
        asyncc__queue_get_slow(c, queue, item);
    }
}

ASYNCC__INLINE void asyncc__queue_put(asyncc__context *c, void (*queue)(void), const void *item, size_t size) {
    struct asyncc__ring *ring = asyncc__ring_of(queue);
    if (ring->put - ring->taken < ring->put_below) {
        __builtin_memcpy(ring->items + (ring->put++ & ring->mask) * size, item, size);
        if (ring->getters.first) asyncc__queue_wake_getter(c, ring);
        asyncc__goes_on(c);
    } else {
        asyncc__queue_put_slow(c, queue, item);
    }
}

/* In a body that is compiled twice nothing of that is a call: the coroutine need not keep registers for any.  False: it is more.  `woken` is the task that it has woken last, which is most
 * often the next one to run when it waits: who hands over then need not wait for a load of what was stored a moment ago. */
ASYNCC__INLINE struct asyncc__runnable *asyncc__nobody(asyncc__context *c) { return (struct asyncc__runnable *)(void *)c; }      /* which is never in the ready queue */

ASYNCC__INLINE void asyncc__ring_wake(asyncc__context *c, struct asyncc__line *line, struct asyncc__runnable *first) {
    line->first = first->next;
    *c->ready_last = first;
    c->ready_last = &first->next;
}

ASYNCC__INLINE int asyncc__ring_get(asyncc__context *c, struct asyncc__ring *ring, void *item, size_t size, struct asyncc__runnable **woken) {
    if (ring->put - ring->taken <= ring->get_above) return 0;
    struct asyncc__runnable *putter = ring->putters.first;         /* unlikely: who waits loses little by it */
    if (asyncc__unlikely(putter && ring->context != c)) return 0;
    __builtin_memcpy(item, ring->items + (ring->taken++ & ring->mask) * size, size);
    if (asyncc__unlikely(putter)) asyncc__ring_wake(c, &ring->putters, *woken = putter);
    return 1;
}

ASYNCC__INLINE int asyncc__ring_put(asyncc__context *c, struct asyncc__ring *ring, const void *item, size_t size, struct asyncc__runnable **woken) {
    if (ring->put - ring->taken >= ring->put_below) return 0;
    struct asyncc__runnable *getter = ring->getters.first;
    if (asyncc__unlikely(getter && ring->context != c)) return 0;
    __builtin_memcpy(ring->items + (ring->put++ & ring->mask) * size, item, size);
    if (asyncc__unlikely(getter)) asyncc__ring_wake(c, &ring->getters, *woken = getter);
    return 1;
}

/* True when it is to be tried again, which is always so but for failures (traced) and what is done. */
ASYNCC__INLINE int asyncc__tries_again(asyncc__context *c, const asyncc__coroutine *coroutine, int point) {
    if (asyncc__likely(!c->signal)) return 1;
    __asm__ ("" : "+m"(c->signal));             /* so that the question above needs no register */
    if (c->signal == ASYNCC__DONE) {
        c->signal = ASYNCC__RUNS;
        return 0;
    }
    asyncc__trace(c, coroutine, point);
    asyncc__is_failing(c);
    return 0;
}

/* Of the task that has waited for it, and goes on. */
ASYNCC__INLINE struct asyncc__ring *asyncc__ring_waited_for(asyncc__context *c) {
    return (struct asyncc__ring *)((struct asyncc__runnable *)c->current)->on;
}

/* The whole of an async_get or async_put (`how`) in such a body; `again` is the queue when the task goes on. */
#define ASYNCC__EXCHANGE(name, point, how, queue, item, save, load, fail, leave, again) { \
    struct asyncc__ring *asyncc__ring = asyncc__ring_of((void (*)(void))(queue)); \
asyncc__try_##point: \
    if (!asyncc__ring_##how(asyncc__c, asyncc__ring, &(item), sizeof (item), &asyncc__woken)) { \
        if (asyncc__leaving) { \
            asyncc__f->asyncc__head.state = point; \
            save; \
            asyncc__queue_##how##_wait(asyncc__c, asyncc__ring, &(item), &asyncc__f->asyncc__head, asyncc__woken); \
            leave; \
        } \
        asyncc__queue_##how##_slow(asyncc__c, (void (*)(void))(__UINTPTR_TYPE__)asyncc__ring, &(item)); \
        if (asyncc__unlikely(asyncc__c->signal)) { \
            if (asyncc__unlikely(asyncc__c->signal == ASYNCC__FAILED)) { \
                asyncc__trace(asyncc__c, &name##__coroutine, point); \
                asyncc__is_failing(asyncc__c); \
                fail; \
            } \
            asyncc__suspend_at(asyncc__c, &asyncc__f->asyncc__head, point); \
            save; \
            leave; \
        asyncc__resume_##point: \
            load; \
            if (asyncc__tries_again(asyncc__c, &name##__coroutine, point)) { \
                asyncc__ring = again; \
                goto asyncc__try_##point; \
            } \
            if (asyncc__c->signal) fail; \
        } \
    } \
    asyncc__goes_on(asyncc__c); \
}
