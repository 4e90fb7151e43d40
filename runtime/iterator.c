/* iterator.c: generators that a program holds in its own hands: next, throw, close.
 *
 * An iterator owns the frame of its generator until that has ended.  The coroutines here are the generator's consumers for one
 * value each; one at a time, which `is_busy` sees to.  Every loop knows its iterators, and closes those that are open at its end, as
 * asyncio's shutdown_asyncgens does.
 */
#include "waiters.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct asyncc__generator {
    asyncc__runnable run;       /* kind alone is used: what every handle begins with */
    asyncc__generator *next, **link;    /* of the loop's */
    asyncc__frame *frame;       /* null once the generator has ended */
    const asyncc__coroutine *coroutine;
    asyncc__loop *loop;
    asyncc__error *error;       /* to be thrown by async_iterator_throw, or null */
    int is_busy;                /* a task is going on with it */
};

uint64_t asyncc__iterator_loop(const asyncc__runnable *iterator) { return ((const asyncc__generator *)iterator)->loop->number; }

static asyncc__generator *iterator_of(async_handle handle, const char *function) {
    asyncc__generator *it = (asyncc__generator *)asyncc__handle_check(handle, function);
    if (it->run.kind != KIND_ITERATOR) asyncc__die("%s: a task or a future, where an iterator is needed", function);
    return it;
}

void *asyncc__plain_iterator(asyncc__context *c) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__frame *frame = loop->starter.context.child;
    if (!frame) return NULL;
    asyncc__generator *it = asyncc__get(loop, sizeof *it);
    if (!it) {
        asyncc__frame_free(c, frame);
        return NULL;
    }
    *it = (asyncc__generator){ .run = { .kind = KIND_ITERATOR, .timer = NO_TIMER }, .frame = frame, .coroutine = frame->coroutine,
                                .loop = loop };
    /* to the end: they are closed in the order in which they were made */
    it->link = &loop->generators;
    while (*it->link) it->link = &(*it->link)->next;
    *it->link = it;
    return it;
}

void *asyncc__iterator(asyncc__context *c) {
    void *it = asyncc__plain_iterator(c);
    if (!it && c->signal != ASYNCC__FAILED) asyncc__no_memory(c);
    return it;
}

static void free_rest(asyncc__loop *loop, void *iterator) { asyncc__put(loop, iterator, sizeof(asyncc__generator)); }

static void free_iterator(asyncc__loop *loop, asyncc__generator *it) {
    if (it->frame) asyncc__frame_free(&loop->context, it->frame);
    asyncc__error_release(it->error);
    *it->link = it->next;
    if (it->next) it->next->link = it->link;
    it->run.kind = KIND_DEAD;
    if (asyncc__unlikely(loop->debug) &&
        asyncc__debug_keep(loop, it, free_rest, "the iterator over generator '%s' was closed before; "
                           "keep it open until all who use it are done", it->coroutine->name)) return;
    free_rest(loop, it);
}

int async_iterator_ended(async_handle handle) { return !iterator_of(handle, "async_generator_ended")->frame; }

/* False, and UV_EBUSY thrown, when a task is going on with it. */
static int take(asyncc__context *c, asyncc__generator *it, const char *function) {
    if (!it->is_busy) return it->is_busy = 1;
    asyncc__fail(c, UV_EBUSY, "%s: generator '%s' is already running, in another task", function, it->coroutine->name);
    return 0;
}

/* --------------------------------------------------------------- next, throw */

struct next_frame {
    asyncc__frame head;
    int result;
    asyncc__generator *iterator;
    void *place;
    int throws;
};

static void stepped(asyncc__context *c, struct next_frame *f) {
    asyncc__generator *it = f->iterator;
    it->is_busy = 0;
    f->result = !asyncc__ended(it->frame);
    if (!f->result) {
        asyncc__frame_free(c, it->frame);
        it->frame = NULL;
    } else if (f->place) {
        memcpy(f->place, (char *)it->frame + it->coroutine->result_offset, it->coroutine->result_size);
    }
}

static void advance(asyncc__context *c, struct next_frame *f) {
    asyncc__generator *it = f->iterator;
    if (f->head.state == ASYNCC__START) {
        asyncc__error *error = f->throws ? it->error : NULL;
        f->result = 0;
        if (error) it->error = NULL;
        if (!it->frame || !take(c, it, f->throws ? "async_generator_throw" : "async_next")) {
            asyncc__error_release(error);
            return;
        }
        if (error) asyncc__fail_with(c, error);
        if (error && it->frame->state == ASYNCC__NEW) it->frame->flags |= ASYNCC__ENDED;       /* its body never runs */
        else asyncc__next(c, it->frame);
        if (asyncc__suspends(c)) {
            asyncc__suspend(c, f, f->head.coroutine, 1);
            return;
        }
    }
    stepped(c, f);
}

#define NEXT(NAME, THROWS) \
    ASYNCC__DESCRIBE(NAME, struct next_frame, sizeof(int), offsetof(struct next_frame, result), 0); \
    int NAME##__async(asyncc__context *c, async_handle iterator, void *place) { \
        struct next_frame *f; \
        int is_entering = asyncc__entering(c), result = 0; \
        if (is_entering) f = (struct next_frame *)asyncc__begin(c, &NAME##__coroutine); \
        else f = (struct next_frame *)asyncc__frame_open(c, &NAME##__coroutine); \
        if (!f) return 0; \
        f->iterator = iterator_of(iterator, THROWS ? "async_generator_throw" : "async_next"); \
        f->place = place; \
        f->throws = THROWS; \
        if (is_entering) return 0; \
        advance(c, f); \
        result = f->result; \
        asyncc__frame_leave(c, &f->head); \
        return result; \
    } \
    static void NAME##__resume(asyncc__context *c, asyncc__frame *frame) { advance(c, asyncc__resumed(frame)); } \
    int NAME(async_handle iterator, void *place) { \
        asyncc__context *c = asyncc__indirect; \
        asyncc__indirect = NULL; \
        if (!c) asyncc__die("%s: an iterator belongs to a running event loop: await it there", #NAME); \
        return NAME##__async(c, iterator, place); \
    }

NEXT(async_iterator_next, 0)
NEXT(async_iterator_throw, 1)

async_handle async_iterator_bear(async_handle handle, int code, const char *format, ...) {
    asyncc__generator *it = iterator_of(handle, "async_generator_throw");
    va_list arguments;
    va_start(arguments, format);
    asyncc__error_release(it->error);
    it->error = asyncc__error_vnew(code, format, arguments);
    va_end(arguments);
    return handle;
}

/* --------------------------------------------------------------------- close */

struct close_frame { asyncc__frame head; asyncc__generator *iterator; };

ASYNCC__FRAMED(async_iterator_close, struct close_frame, (async_handle iterator), (iterator),
               (f->iterator = iterator ? iterator_of(iterator, "async_generator_close") : NULL)) {
    asyncc__generator *it = f->iterator;
    if (!it) return;
    if (f->head.state == ASYNCC__START) {
        if (!take(c, it, "async_generator_close")) return;
        if (it->frame) asyncc__aclose(c, it->frame);
        if (asyncc__suspends(c)) {
            asyncc__suspend(c, f, f->head.coroutine, 1);
            return;
        }
    }
    free_iterator(asyncc__loop_of(c), it);
}

/* The loop ends: each is closed by a task of its own, all at once; one that fails says so as any task does whose error nobody looks at. */
void asyncc__generators_close(asyncc__loop *loop) {
    asyncc__context *c = &loop->context;
    for (asyncc__generator *it = loop->generators, *next; it; it = next) {
        next = it->next;
        if (asyncc__unlikely(loop->debug & DEBUG_REPORTS)) asyncc__debug_iterator_left(it->coroutine);
        if (!it->frame || it->frame->state == ASYNCC__NEW) {
            free_iterator(loop, it);
            continue;
        }
        async_iterator_close__async(asyncc__spawner(c), (async_handle)(uintptr_t)it);
        asyncc__task *task = asyncc__plain_spawned(c, NULL);
        if (!task) {
            fprintf(stderr, "asyncc: out of memory: generator '%s' is not closed\n", it->coroutine->name);
            free_iterator(loop, it);
            continue;
        }
        char name[100];
        snprintf(name, sizeof name, "closing %s", it->coroutine->name);
        async_task_set_name((async_handle)(uintptr_t)task, name);
        task->run.flags |= FLAG_LEFTOVER;
        loop->leftover++;
        asyncc__handle_release(loop, (asyncc__handle *)task);
    }
    if (!loop->leftover) return;
    loop->stopping = 0;
    asyncc__loop_run(loop);
}
