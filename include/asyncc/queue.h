/* queue.h: typed queues between tasks.  asyncio.Queue, LifoQueue, PriorityQueue.
 *
 *     async_queue(struct job) q = async_queue_new(struct job, 10);         // put suspends while it holds ten
 *     await async_queue_put(q, &job);
 *     await async_queue_get(q, &job);
 *
 *     static int more_urgent(const struct job *a, const struct job *b) { return a->priority < b->priority; }
 *     async_queue(struct job) q = async_priority_queue_new(struct job, 0, more_urgent);
 *
 * Getters and putters are served in the order in which they came, and no item is lost to one that was cancelled.
 * After async_queue_shutdown, putting throws UV_EOF, and getting does when the queue is empty.
 */
#pragma once
#include "language.h"
#include "size.h"

/* A queue of items of type T, first in first out, with room for so many items (0: any number); last in first out; and by a function
 * `int before(const T *a, const T *b)`, true when *a comes out before *b.  Does not suspend.  Null when there is no memory.  The caller's; free it
 * when nobody waits for it.  asyncio.Queue(n), LifoQueue(n), PriorityQueue(n). */
#define async_queue_new(T, room)                  ((async_queue(T))async_queue_create(sizeof(T), room, 0, NULL))
#define async_lifo_queue_new(T, room)             ((async_queue(T))async_queue_create(sizeof(T), room, 1, NULL))
#define async_priority_queue_new(T, room, before) ((async_queue(T))async_queue_create(sizeof(T), room, 2, ASYNCC__BEFORE(T, before)))
#define async_queue_free(queue)                   async_queue_destroy((async_handle)(queue))
/* Pointers to objects are passed alike, whatever they point to.  One that orders items of several types, as for qsort, will do, too. */
#define ASYNCC__BEFORE(T, before) \
        ((int (*)(const void *, const void *))_Generic((before), int (*)(const __typeof__(T) *, const __typeof__(T) *): (before), \
                                                                 int (*)(const void *, const void *): (before)))
async_handle async_queue_create(size_t size, size_t room, int kind, int (*before)(const void *a, const void *b));
void async_queue_destroy(async_handle queue);

/* Suspends while the queue is full, and stores a copy of *item; while it is empty, and stores the next item in *item.
 * Cancelled, nothing has been put or taken.  Throw UV_EOF after a shutdown, UV_ENOMEM.  queue.put(), queue.get(). */
/* `struct job j = await async_get(q)` and `await async_put(q, value)`, in language.h, are the same with values. */
#define async_queue_put(queue, item) async_queue_put_item((async_handle)(queue), ASYNCC__SAME(queue, item))
#define async_queue_get(queue, item) async_queue_get_item((async_handle)(queue), ASYNCC__SAME(queue, item))
_Async void async_queue_put_item(async_handle queue, const void *item);
_Async void async_queue_get_item(async_handle queue, void *item);

/* The same without waiting, in plain code too: 0, UV_EAGAIN when it would have to wait, UV_EOF, UV_ENOMEM.
 * queue.put_nowait(), queue.get_nowait(). */
#define async_queue_put_nowait(queue, item) async_queue_put_item_nowait((async_handle)(queue), ASYNCC__SAME(queue, item))
#define async_queue_get_nowait(queue, item) async_queue_get_item_nowait((async_handle)(queue), ASYNCC__SAME(queue, item))
int async_queue_put_item_nowait(async_handle queue, const void *item);
int async_queue_get_item_nowait(async_handle queue, void *item);

/* Items in it.  queue.qsize(). */
#define async_queue_size(queue) async_queue_count((async_handle)(queue))
size_t async_queue_count(async_handle queue);

/* An item that was taken has been dealt with: 0, or UV_EINVAL when that was said of all.  queue.task_done(). */
#define async_queue_task_done(queue) async_queue_item_done((async_handle)(queue))
int async_queue_item_done(async_handle queue);

/* Suspends until all items have been dealt with.  Cancellation ends it.  queue.join(). */
#define async_queue_join(queue) async_queue_all_done((async_handle)(queue))
_Async void async_queue_all_done(async_handle queue);

/* No more items: who waits to put, or to get from an empty queue, is thrown UV_EOF.  Immediately: what is in it is dropped, as if it had been dealt
 * with.  queue.shutdown(). */
#define async_queue_shutdown(queue, immediately) async_queue_end((async_handle)(queue), immediately)
void async_queue_end(async_handle queue, int immediately);
