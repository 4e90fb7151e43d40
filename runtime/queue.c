/* queue.c: queues of items of one size, as asyncio.Queue, LifoQueue and PriorityQueue (CPython 3.13).
 *
 * Items lie in a ring (or a heap, by CPython's heapq, so that equal items come out as they do there).  Getters and putters are lines of waiters;
 * putting an item wakes the first getter, which takes an item when it runs, if there still is one, and else waits again.
 */
#include "waiters.h"
#include <stdlib.h>
#include <string.h>

enum { FIFO, LIFO, PRIORITY };

struct queue {
    asyncc__waiters getters, putters;
    char *items;
    size_t size, room;          /* of an item; items at most, 0: no limit */
    size_t capacity, first, count;
    size_t unfinished;          /* put, and not yet dealt with */
    async_event *finished;
    int kind, is_shut;
    int (*before)(const void *, const void *);
};

static struct queue *queue_of(async_handle handle) { return (struct queue *)(uintptr_t)handle; }

/* The same for a use of it by `function`. */
static struct queue *queue_for(async_handle handle, const char *function) {
    struct queue *q = queue_of(handle);
    asyncc__line_check(&q->getters, function, "queue");
    return q;
}

async_handle async_queue_create(size_t size, size_t room, int kind, int (*before)(const void *, const void *)) {
    struct queue *q = asyncc__malloc(sizeof *q);
    if (!q) return NULL;
    *q = (struct queue){ .size = size, .room = room, .kind = kind, .before = before, .finished = async_event_new() };
    if (!q->finished) {
        free(q);
        return NULL;
    }
    async_event_set(q->finished);
    return (async_handle)(uintptr_t)q;
}

void async_queue_destroy(async_handle handle) {
    struct queue *q = queue_of(handle);
    if (!q) return;
    if (q->getters.first || q->putters.first) asyncc__die("async_queue_free: tasks wait for the queue");
    async_event_free(q->finished);
    free(q->items);
    free(q);
}

size_t async_queue_count(async_handle handle) { return queue_for(handle, "async_queue_size")->count; }

/* ------------------------------------------------------------------- items */

static char *slot(const struct queue *q, size_t k) { return q->items + ((q->first + k) & (q->capacity - 1)) * q->size; }

static int grow(struct queue *q) {
    size_t capacity = q->capacity ? q->capacity * 2 : 8;
    if (q->size && capacity > SIZE_MAX / q->size / 2) return UV_ENOMEM;
    char *items = asyncc__malloc((capacity + 1) * q->size);     /* one more, to move items by */
    if (!items) return UV_ENOMEM;
    for (size_t k = 0; k < q->count; k++) memcpy(items + k * q->size, slot(q, k), q->size);
    free(q->items);
    q->items = items;
    q->capacity = capacity;
    q->first = 0;
    return 0;
}

static void copy(struct queue *q, size_t to, size_t from) { memcpy(slot(q, to), slot(q, from), q->size); }

/* heapq._siftdown(heap, from, at) for the item in `new`. */
static void sift(struct queue *q, size_t from, size_t at, const char *new) {
    while (at > from) {
        size_t parent = (at - 1) / 2;
        if (!q->before(new, slot(q, parent))) break;
        copy(q, at, parent);
        at = parent;
    }
    memcpy(slot(q, at), new, q->size);
}

static int add(struct queue *q, const void *item) {
    if (q->count == q->capacity && grow(q) < 0) return UV_ENOMEM;
    if (q->kind == PRIORITY) {
        q->count++;
        sift(q, 0, q->count - 1, item);
    } else {
        memcpy(slot(q, q->count++), item, q->size);
    }
    return 0;
}

static void take(struct queue *q, void *to) {
    size_t last = --q->count;
    if (q->kind == FIFO) {
        memcpy(to, slot(q, 0), q->size);
        q->first = (q->first + 1) & (q->capacity - 1);
        return;
    }
    if (q->kind == LIFO) {
        memcpy(to, slot(q, last), q->size);
        return;
    }
    memcpy(to, slot(q, 0), q->size);
    if (!last) return;
    /* heapq.heappop: the last item goes down from the top along the smaller children, then up to its place. */
    char *moved = q->items + q->capacity * q->size;
    memcpy(moved, slot(q, last), q->size);
    size_t at = 0, child;
    while ((child = 2 * at + 1) < last) {
        if (child + 1 < last && !q->before(slot(q, child), slot(q, child + 1))) child++;
        copy(q, at, child);
        at = child;
    }
    sift(q, 0, at, moved);
}

/* --------------------------------------------------------------- put and get */

static int is_full(const struct queue *q) { return q->room && q->count >= q->room; }

/* Takes waiters out of the line until one could be woken. */
static void wake_next(asyncc__waiters *line) {
    for (asyncc__waiter *w; (w = line->first);) {
        int is_pending = w->wait.state == STATE_PENDING;
        asyncc__line_leave(w);
        if (!is_pending) continue;
        asyncc__wake(asyncc__here(), &w->wait, STATE_DONE);
        break;
    }
}

static int put(struct queue *q, const void *item) {
    if (q->is_shut) return UV_EOF;
    if (is_full(q)) return UV_EAGAIN;
    if (add(q, item) < 0) return UV_ENOMEM;
    q->unfinished++;
    async_event_clear(q->finished);
    wake_next(&q->getters);
    return 0;
}

static int get(struct queue *q, void *to) {
    if (!q->count) return q->is_shut ? UV_EOF : UV_EAGAIN;
    take(q, to);
    wake_next(&q->putters);
    return 0;
}

int async_queue_put_item_nowait(async_handle handle, const void *item) { return put(queue_for(handle, "async_queue_put_nowait"), item); }
int async_queue_get_item_nowait(async_handle handle, void *item) { return get(queue_for(handle, "async_queue_get_nowait"), item); }

/* A task that waits to put or to get. */
struct exchange {
    asyncc__waiter waiter;
    int is_put;
    void *item;
};

static int again(asyncc__context *c, struct exchange *e, asyncc__waiters *line);

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    struct exchange *e = container_of(wait, struct exchange, waiter.wait);
    struct queue *q = e->waiter.of;
    asyncc__context *c = &loop->context;
    asyncc__waiters *line = e->is_put ? &q->putters : &q->getters;
    asyncc__line_leave(&e->waiter);
    if (c->signal == ASYNCC__FAILED) {
        int could_go_on = e->is_put ? !is_full(q) : q->count > 0;
        if (could_go_on && wait->state != STATE_CANCELLED) wake_next(line);
    } else {
        int status = e->is_put ? put(q, e->item) : get(q, e->item);
        if (status == UV_EAGAIN) return again(c, e, line);
        if (status == UV_EOF) asyncc__fail(c, UV_EOF, "the queue is shut down");
        else if (status < 0) asyncc__no_memory(c);
    }
    asyncc__put(loop, e, sizeof *e);
    return 1;
}

static const struct asyncc__operation getting = { "an item of a queue", NULL, finish, NULL };
static const struct asyncc__operation putting = { "room in a queue", NULL, finish, NULL };

int asyncc__queue_forgot(const asyncc__wait *wait) {
    if (wait->operation != &getting && wait->operation != &putting) return 0;
    const struct queue *q = container_of(wait, const struct exchange, waiter.wait)->waiter.of;
    return q->is_shut || (wait->operation == &getting ? q->count > 0 : !is_full(q));
}

static int again(asyncc__context *c, struct exchange *e, asyncc__waiters *line) {
    asyncc__line_up(line, &e->waiter);
    return asyncc__wait_again(asyncc__loop_of(c), &e->waiter.wait, e->is_put ? &putting : &getting);
}

static void exchange(asyncc__context *c, struct queue *q, void *item, int is_put) {
    asyncc__line_check(&q->getters, is_put ? "async_queue_put" : "async_queue_get", "queue");
    int status = is_put ? put(q, item) : get(q, item);
    if (!status) return;
    if (status == UV_EAGAIN) {
        struct exchange *e = asyncc__get(asyncc__loop_of(c), sizeof *e);
        if (e) {
            *e = (struct exchange){ .is_put = is_put, .item = item, .waiter = { .of = q, .is_embedded = 1 } };
            asyncc__line_up(is_put ? &q->putters : &q->getters, &e->waiter);
            asyncc__wait_on(c, &e->waiter.wait, is_put ? &putting : &getting);
            return;
        }
    }
    if (status == UV_EOF) asyncc__fail(c, UV_EOF, "the queue is shut down");
    else asyncc__no_memory(c);
}

struct exchange_frame { asyncc__frame head; struct queue *queue; void *item; };

static void run(asyncc__context *c, struct exchange_frame *f, int is_put) {
    if (f->head.state > 0) return;
    exchange(c, f->queue, f->item, is_put);
    if (asyncc__suspends(c)) asyncc__suspend(c, f, f->head.coroutine, 1);
}

#define EXCHANGE(NAME, ITEM, IS_PUT) \
    ASYNCC__DESCRIBE(NAME, struct exchange_frame, 0, sizeof(asyncc__frame), 0); \
    void NAME##__async(asyncc__context *c, async_handle queue, ITEM item) { \
        if (!asyncc__entering(c)) { \
            exchange(c, queue_of(queue), (void *)item, IS_PUT); \
            return; \
        } \
        struct exchange_frame *f = (struct exchange_frame *)asyncc__begin(c, &NAME##__coroutine); \
        if (f) f->queue = queue_of(queue), f->item = (void *)item; \
    } \
    static void NAME##__resume(asyncc__context *c, asyncc__frame *frame) { \
        run(c, (struct exchange_frame *)frame, IS_PUT); \
    } \
    void NAME(async_handle queue, ITEM item) { \
        asyncc__context *c = asyncc__indirect; \
        asyncc__indirect = NULL; \
        NAME##__async(c ? c : asyncc__run_begin(#NAME), queue, item); \
        if (!c) asyncc__run_end(NULL); \
    }

EXCHANGE(async_queue_put_item, const void *, 1)
EXCHANGE(async_queue_get_item, void *, 0)

/* ------------------------------------------------------------- end of the work */

int async_queue_item_done(async_handle handle) {
    struct queue *q = queue_for(handle, "async_queue_task_done");
    if (!q->unfinished) return UV_EINVAL;
    if (!--q->unfinished) async_event_set(q->finished);
    return 0;
}

void async_event_wait__async(asyncc__context *c, async_event *event);

static void all_done__begin(asyncc__context *c, struct queue *q) {
    asyncc__line_check(&q->getters, "async_queue_join", "queue");
    if (q->unfinished) async_event_wait__async(c, q->finished);
}

struct done_frame { asyncc__frame head; struct queue *queue; };
ASYNCC__FRAMED(async_queue_all_done, struct done_frame, (async_handle queue), (queue), (f->queue = queue_of(queue))) {
    if (f->head.state == ASYNCC__START) all_done__begin(c, f->queue);
    else asyncc__drop(c);
    if (asyncc__suspends(c)) asyncc__suspend(c, f, f->head.coroutine, 1);
}

void async_queue_end(async_handle handle, int immediately) {
    struct queue *q = queue_for(handle, "async_queue_shutdown");
    q->is_shut = 1;
    if (immediately) {
        q->unfinished -= q->count < q->unfinished ? q->count : q->unfinished;
        q->count = q->first = 0;
        if (!q->unfinished) async_event_set(q->finished);
    }
    while (q->getters.first) wake_next(&q->getters);
    while (q->putters.first) wake_next(&q->putters);
}
