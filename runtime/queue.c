/* queue.c: queues of items of one size, as asyncio.Queue, LifoQueue and PriorityQueue (CPython 3.13).
 *
 * Items lie in a ring (or a heap, by CPython's heapq, so that equal items come out as they do there).  Getters and putters are lines of tasks;
 * putting an item wakes the first getter, which takes an item when it runs, if there still is one, and else waits again.
 *
 * Putting or getting that is no more than a copy, and waking who waits for that, is done by generated code itself (asyncc__ring in abi_queue.h).  The
 * two bounds in the ring say when it is: they let nothing through before there is memory, after a shutdown, in queues of the other kinds, and in
 * stress mode.
 */
#include "next.h"
#include "waiters.h"
#include <stdlib.h>
#include <string.h>

enum { FIFO, LIFO, PRIORITY };

struct queue {
    struct asyncc__ring ring;   /* first */
    size_t size, room;          /* of an item; items at most */
    size_t capacity;
    size_t finished;            /* items that have been dealt with; ring.put - finished have not */
    async_event *all_finished;  /* never set for longer than it takes to wake who waits */
    uint64_t owner;             /* for debug mode: see asyncc__owner_check */
    int kind, is_shut;
    int (*before)(const void *, const void *);
};

static struct queue *queue_of(async_handle handle) { return (struct queue *)(uintptr_t)handle; }
/* The same for a use of it by `function`. */
static struct queue *queue_for(async_handle handle, const char *function) {
    struct queue *q = queue_of(handle);
    if (asyncc__is_watched()) asyncc__owner_check(&q->owner, function, "queue");
    return q;
}
static size_t count_of(const struct queue *q) { return q->ring.put - q->ring.taken; }
static size_t unfinished(const struct queue *q) { return q->ring.put - q->finished; }

async_handle async_queue_create(size_t size, size_t room, int kind, int (*before)(const void *, const void *)) {
    struct queue *q = asyncc__malloc(sizeof *q);
    if (!q) return NULL;
    *q = (struct queue){ .size = size, .room = room ? room : SIZE_MAX, .kind = kind, .before = before, .all_finished = async_event_new() };
    if (!q->all_finished) {
        free(q);
        return NULL;
    }
    q->ring.get_above = SIZE_MAX;
    return (async_handle)(uintptr_t)q;
}

void async_queue_destroy(async_handle handle) {
    struct queue *q = queue_of(handle);
    if (!q) return;
    if (q->ring.getters.first || q->ring.putters.first) asyncc__die("async_queue_free: tasks wait for the queue");
    async_event_free(q->all_finished);
    free(q->ring.items);
    free(q);
}

size_t async_queue_count(async_handle handle) { return count_of(queue_for(handle, "async_queue_size")); }

/* ------------------------------------------------------------------- items */

/* The place of item k, counted from the one that came first; heaps and stacks begin at place 0. */
static char *slot(const struct queue *q, size_t k) {
    return q->ring.items + ((q->kind == FIFO ? q->ring.taken + k : k) & q->ring.mask) * q->size;
}

/* Behind a change of the bounds, or of the loop of those who wait. */
static void set_waits(struct queue *q) {
    q->ring.waits_for_room = q->ring.put_below == q->room ? q->ring.context : NULL;
    q->ring.waits_for_item = q->ring.get_above ? NULL : q->ring.context;
}

static int grow(struct queue *q) {
    size_t capacity = q->capacity ? q->capacity * 2 : 8, count = count_of(q);
    if (q->size && capacity > SIZE_MAX / q->size / 2) return UV_ENOMEM;
    struct queue bigger = *q;
    bigger.capacity = capacity;
    bigger.ring.mask = capacity - 1;
    bigger.ring.items = asyncc__malloc((capacity + 1) * q->size);       /* one more, to move items by */
    if (!bigger.ring.items) return UV_ENOMEM;
    for (size_t k = 0; k < count; k++) memcpy(slot(&bigger, k), slot(q, k), q->size);
    free(q->ring.items);
    q->ring = bigger.ring;
    q->capacity = capacity;
    q->ring.put_below = 0;      /* until set_bounds */
    set_waits(q);
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

/* heapq.heappop: the last item goes down from the top along the smaller children, then up to its place. */
static void take_first(struct queue *q, void *to, size_t last) {
    memcpy(to, slot(q, 0), q->size);
    if (!last) return;
    char *moved = q->ring.items + q->capacity * q->size;
    memcpy(moved, slot(q, last), q->size);
    size_t at = 0, child;
    while ((child = 2 * at + 1) < last) {
        if (child + 1 < last && !q->before(slot(q, child), slot(q, child + 1))) child++;
        copy(q, at, child);
        at = child;
    }
    sift(q, 0, at, moved);
}

/* ------------------------------------------------------------------- lines */

/* Tasks in line are linked by run.next, and wait as WAIT_ITEM or WAIT_ROOM, also when they were woken: who goes on looks by itself whether it can.
 * run.on is the queue. */
static void __attribute__((noinline, cold)) wake_elsewhere(asyncc__loop *loop, struct queue *q, asyncc__runnable *run) {
    loop = asyncc__wakes_elsewhere(loop, asyncc__loop_of(q->ring.context));
    asyncc__push(loop, run);
    asyncc__stir(loop);
}

static inline void wake_next(asyncc__loop *loop, struct queue *q, struct asyncc__line *line) {
    asyncc__runnable *run = line->first;
    if (!run) return;
    line->first = run->next;
    if (asyncc__likely(&loop->context == q->ring.context)) asyncc__push(loop, run);
    else wake_elsewhere(loop, q, run);
}

static inline void wake_getter(asyncc__loop *loop, struct queue *q) { wake_next(loop, q, &q->ring.getters); }
static inline void wake_putter(asyncc__loop *loop, struct queue *q) { wake_next(loop, q, &q->ring.putters); }

void asyncc__queue_wake_getter(asyncc__context *c, struct asyncc__ring *ring) { wake_getter(asyncc__loop_of(c), (struct queue *)ring); }
void asyncc__queue_wake_putter(asyncc__context *c, struct asyncc__ring *ring) { wake_putter(asyncc__loop_of(c), (struct queue *)ring); }

/* --------------------------------------------------------------- put and get */

/* From now on generated code may put and get what is only a copy. */
static void set_bounds(struct queue *q, asyncc__loop *loop) {
    if (q->kind != FIFO || !loop || loop->stress || asyncc__is_watched()) return;
    q->ring.put_below = q->room < q->capacity ? q->room : q->capacity;
    q->ring.get_above = 0;
    if (!q->ring.context) q->ring.context = &loop->context;
    set_waits(q);
}

static inline int is_full(const struct queue *q) { return count_of(q) >= q->room; }

static int put(asyncc__loop *loop, struct queue *q, const void *item) {
    if (q->is_shut) return UV_EOF;
    if (is_full(q)) return UV_EAGAIN;
    if (count_of(q) == q->capacity && grow(q) < 0) return UV_ENOMEM;
    size_t count = count_of(q);
    q->ring.put++;
    if (q->kind == PRIORITY) sift(q, 0, count, item);
    else memcpy(slot(q, count), item, q->size);
    if (!q->ring.put_below) set_bounds(q, loop);
    wake_getter(loop, q);
    return 0;
}

static int get(asyncc__loop *loop, struct queue *q, void *to) {
    if (!count_of(q)) return q->is_shut ? UV_EOF : UV_EAGAIN;
    size_t last = count_of(q) - 1;
    if (q->kind == PRIORITY) take_first(q, to, last);
    else memcpy(to, slot(q, q->kind == FIFO ? 0 : last), q->size);
    q->ring.taken++;
    wake_putter(loop, q);
    return 0;
}

/* In plain code. */
int async_queue_put_item_nowait(async_handle handle, const void *item) {
    asyncc__loop *loop = asyncc__here();
    int status = put(loop, queue_for(handle, "async_queue_put_nowait"), item);
    if (!status && loop) asyncc__stir(loop);
    return status;
}

int async_queue_get_item_nowait(async_handle handle, void *item) {
    asyncc__loop *loop = asyncc__here();
    int status = get(loop, queue_for(handle, "async_queue_get_nowait"), item);
    if (!status && loop) asyncc__stir(loop);
    return status;
}

/* ------------------------------------------------------------------ waiting */

static int can_go_on(const struct queue *q, int is_put) { return is_put ? !is_full(q) : count_of(q) > 0; }

static struct asyncc__line *line_of(const asyncc__task *task) {
    struct queue *q = task->run.on;
    return task->run.wait == WAIT_ROOM ? &q->ring.putters : &q->ring.getters;
}

int asyncc__queue_is_in_line(const asyncc__task *task) {
    const asyncc__runnable *run = line_of(task)->first;
    while (run && run != &task->run) run = run->next;
    return run != NULL;
}

/* As in asyncio that takes a walk along the line; who is cancelled first stands in front. */
int asyncc__queue_leave(asyncc__task *task) {
    struct asyncc__line *line = line_of(task);
    asyncc__runnable **link = &line->first, *before = NULL;
    while (*link && *link != &task->run) before = *link, link = &before->next;
    if (!*link) return 0;
    *link = task->run.next;
    if (line->last == &task->run) line->last = before;
    return 1;
}

/* The task was woken, and is thrown something instead: the next in line is woken. */
void asyncc__queue_hand_on(asyncc__loop *loop, asyncc__task *task) {
    struct queue *q = task->run.on;
    int is_put = task->run.wait == WAIT_ROOM;
    if (!can_go_on(q, is_put)) return;
    if (is_put) wake_putter(loop, q);
    else wake_getter(loop, q);
}

int asyncc__queue_forgot(const asyncc__task *task) {
    const struct queue *q = task->run.on;
    return q->is_shut || can_go_on(q, task->run.wait == WAIT_ROOM);
}

static void __attribute__((noinline, cold)) belongs_to(struct queue *q, asyncc__loop *loop) {
    if (q->ring.getters.first || q->ring.putters.first) asyncc__wakes_elsewhere(loop, asyncc__loop_of(q->ring.context));
    q->ring.context = &loop->context;
    set_waits(q);
}

/* The running task waits in line. */
static inline void line_up(asyncc__task *task, struct queue *q, int is_put) {
    struct asyncc__line *line = is_put ? &q->ring.putters : &q->ring.getters;
    task->run.on = q;
    asyncc__waits(task, is_put ? WAIT_ROOM : WAIT_ITEM);
    task->run.next = NULL;
    if (asyncc__likely(!line->first)) line->first = &task->run;
    else line->last->next = &task->run;
    line->last = &task->run;
}

static void __attribute__((noinline)) wait(asyncc__context *c, struct queue *q, int is_put) {
    if (asyncc__unlikely(q->ring.context != c)) belongs_to(q, asyncc__loop_of(c));
    line_up(c->current, q, is_put);
    asyncc__suspended(c);
}

static void __attribute__((noinline)) other(asyncc__context *c, struct queue *q, void *item, int is_put) {
    int status = is_put ? put(asyncc__loop_of(c), q, item) : get(asyncc__loop_of(c), q, item);
    if (status == UV_EAGAIN) wait(c, q, is_put);
    else if (status == UV_EOF) asyncc__fail(c, UV_EOF, "the queue is shut down");
    else if (status < 0) asyncc__no_memory(c);
}

static inline void put_or_wait(asyncc__context *c, struct queue *q, const void *item) {
    if (is_full(q) && !q->is_shut) wait(c, q, 1);
    else other(c, q, (void *)item, 1);
}

static inline void get_or_wait(asyncc__context *c, struct queue *q, void *item) {
    if (!count_of(q) && !q->is_shut) wait(c, q, 0);
    else other(c, q, item, 0);
}

/* On a stack that is too deep: off it first.  The step then goes on at once with who awaits, who asks again. */
static void __attribute__((noinline)) off_stack(asyncc__context *c, struct queue *q) {
    c->current->run.on = q;
    asyncc__off_stack(c, NULL);
}

static void __attribute__((noinline)) put_slower(asyncc__context *c, struct queue *q, const void *item) {
    if (asyncc__is_watched()) asyncc__owner_check(&q->owner, "async_queue_put", "queue");
    if (asyncc__entering(c)) off_stack(c, q);
    else put_or_wait(c, q, item);
}

static void __attribute__((noinline)) get_slower(asyncc__context *c, struct queue *q, void *item) {
    if (asyncc__is_watched()) asyncc__owner_check(&q->owner, "async_queue_get", "queue");
    if (asyncc__entering(c)) off_stack(c, q);
    else get_or_wait(c, q, item);
}

/* Most often the queue has its bounds, and is full, or empty: what there is to do is to wait. */
void asyncc__queue_put_slow(asyncc__context *c, async_handle queue, const void *item) {
    struct queue *q = queue_of(queue);
    if (asyncc__unlikely(q->ring.waits_for_room != c || asyncc__entering(c))) {
        put_slower(c, q, item);
        return;
    }
    line_up(c->current, q, 1);
    asyncc__suspended(c);
}

void asyncc__queue_get_slow(asyncc__context *c, async_handle queue, void *item) {
    struct queue *q = queue_of(queue);
    if (asyncc__unlikely(q->ring.waits_for_item != c || asyncc__entering(c))) {
        get_slower(c, q, item);
        return;
    }
    line_up(c->current, q, 0);
    asyncc__suspended(c);
}

/* The same for a coroutine that has saved itself in its frame, and does nothing else than to return: in stress mode, in queues of other kinds, and where memory has to be got, there may
 * be no need to wait.  Then it goes on at once, in the same step, and is told that it is done. */
static void __attribute__((noinline)) exchange(asyncc__context *c, struct queue *q, void *item, asyncc__frame *frame, int is_put) {
    asyncc__loop *loop = asyncc__loop_of(c);
    if (asyncc__is_watched()) asyncc__owner_check(&q->owner, is_put ? "async_queue_put" : "async_queue_get", "queue");
    other(c, q, item, is_put);
    if (asyncc__suspends(c)) {
        c->leaf = frame;
        c->link = &frame->parent;
        return;
    }
    if (c->signal == ASYNCC__FAILED) loop->go_on_error = (asyncc__error *)asyncc__catch(c);
    else loop->go_on_done = 1;
    loop->context.current->run.on = q;
    asyncc__off_stack(c, frame);
}

void asyncc__queue_put_wait(asyncc__context *c, struct asyncc__ring *ring, const void *item, asyncc__frame *frame, asyncc__runnable *woken) {
    struct queue *q = (struct queue *)ring;
    if (asyncc__unlikely(q->ring.waits_for_room != c)) {
        exchange(c, q, (void *)item, frame, 1);
        return;
    }
    asyncc__task *task = asyncc__guess_task(c, frame);
    line_up(task, q, 1);
    asyncc__hand_over_fast(c, task, frame, 0, woken);
}

void asyncc__queue_get_wait(asyncc__context *c, struct asyncc__ring *ring, void *item, asyncc__frame *frame, asyncc__runnable *woken) {
    struct queue *q = (struct queue *)ring;
    if (asyncc__unlikely(q->ring.waits_for_item != c)) {
        exchange(c, q, item, frame, 0);
        return;
    }
    asyncc__task *task = asyncc__guess_task(c, frame);
    line_up(task, q, 0);
    asyncc__hand_over_fast(c, task, frame, 0, woken);
}

/* An item that is as large as a pointer is what most are: those are copied here, so that no register has to be kept for a call. */
void asyncc__queue_put_again(asyncc__context *c, const void *item) {
    asyncc__task *task = c->current;
    struct queue *q = task->run.on;
    if (count_of(q) < q->ring.put_below && q->size == sizeof(void *)) {
        memcpy(q->ring.items + (q->ring.put++ & q->ring.mask) * sizeof(void *), item, sizeof(void *));
        wake_getter(asyncc__loop_of(c), q);
    } else {
        put_or_wait(c, q, item);
    }
}

void asyncc__queue_get_again(asyncc__context *c, void *item) {
    asyncc__task *task = c->current;
    struct queue *q = task->run.on;
    if (count_of(q) > q->ring.get_above && q->size == sizeof(void *)) {
        memcpy(item, q->ring.items + (q->ring.taken++ & q->ring.mask) * sizeof(void *), sizeof(void *));
        wake_putter(asyncc__loop_of(c), q);
    } else {
        get_or_wait(c, q, item);
    }
}

/* The calls by pointer are coroutines. */
struct exchange_frame { asyncc__frame head; struct queue *queue; void *item; };

#define EXCHANGE(NAME, SHORT, ITEM) \
    ASYNCC__FRAMED(NAME, struct exchange_frame, (async_handle queue, ITEM item), (queue, item), \
                   (f->queue = queue_of(queue), f->item = (void *)item)) { \
        if (c->signal == ASYNCC__FAILED) return; \
        if (f->head.state > 0) asyncc__queue_##SHORT##_again(c, f->item); \
        else SHORT##_or_wait(c, queue_for((async_handle)(uintptr_t)f->queue, "async_queue_" #SHORT), f->item); \
        if (asyncc__suspends(c)) asyncc__suspend_at(c, &f->head, 1); \
    }

EXCHANGE(async_queue_put_item, put, const void *)
EXCHANGE(async_queue_get_item, get, void *)

/* ------------------------------------------------------------- end of the work */

/* Those who wait go on, whatever has been put when they run. */
static void tell_finished(struct queue *q) {
    if (unfinished(q)) return;
    async_event_set(q->all_finished);
    async_event_clear(q->all_finished);
}

int async_queue_item_done(async_handle handle) {
    struct queue *q = queue_for(handle, "async_queue_task_done");
    if (!unfinished(q)) return UV_EINVAL;
    q->finished++;
    tell_finished(q);
    return 0;
}

void async_event_wait__async(asyncc__context *c, async_event *event);

static void all_done__begin(asyncc__context *c, struct queue *q) {
    if (asyncc__is_watched()) asyncc__owner_check(&q->owner, "async_queue_join", "queue");
    if (unfinished(q)) async_event_wait__async(c, q->all_finished);
}

struct done_frame { asyncc__frame head; struct queue *queue; };
ASYNCC__FRAMED(async_queue_all_done, struct done_frame, (async_handle queue), (queue), (f->queue = queue_of(queue))) {
    if (f->head.state == ASYNCC__START) all_done__begin(c, f->queue);
    if (asyncc__suspends(c)) asyncc__suspend(c, f, f->head.coroutine, 1);
}

void async_queue_end(async_handle handle, int immediately) {
    struct queue *q = queue_for(handle, "async_queue_shutdown");
    asyncc__loop *loop = asyncc__here();
    q->is_shut = 1;
    q->ring.put_below = 0;
    q->ring.get_above = SIZE_MAX;
    set_waits(q);
    if (immediately) {
        size_t dropped = count_of(q);
        q->finished += dropped < unfinished(q) ? dropped : unfinished(q);
        q->ring.taken = q->ring.put;
        tell_finished(q);
    }
    while (q->ring.getters.first) wake_getter(loop, q);
    while (q->ring.putters.first) wake_putter(loop, q);
    if (loop) asyncc__stir(loop);
}
