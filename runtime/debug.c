/* debug.c: debug mode: ASYNCC_DEBUG=1, or `debug` of async_run_options.
 *
 * It says on stderr which steps hold up the loop, and what was not given back when the loop ends; and it catches stale handles where they are
 * used: tasks, futures and iterators that are freed are kept for a while as they were, but marked dead, so that their memory is not
 * somebody else's yet.  Everything here is behind one test of loop->debug, where a loop without debug mode goes past.
 */
#include "points.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define KEPT 4096               /* dead objects at most */

/* ------------------------------------------------------------------ slow steps */

struct place { const asyncc__coroutine *coroutine; int line; };

/* The innermost await of the user's at which the task stands. */
static struct place place_of(const asyncc__task *task) {
    for (const asyncc__frame *f = task->leaf; f; f = asyncc__below(f))
        if (f->coroutine->file) return (struct place){ f->coroutine, asyncc__frame_line(f) };
    return (struct place){ NULL, 0 };
}

void asyncc__debug_dispatch(asyncc__loop *loop, asyncc__runnable *run) {
    if (loop->debug & DEBUG_POINTS) {
        asyncc__points_dispatch(loop, run, asyncc__dispatch);
        return;
    }
    asyncc__task *task = run->kind == KIND_TASK && run->state == STATE_PENDING ? (asyncc__task *)run : NULL;
    char name[64] = "";
    struct place from = { NULL, 0 }, to = { NULL, 0 };
    if (task) {
        async_task_name_into((async_handle)(uintptr_t)task, name, sizeof name);
        from = place_of(task);
        run->refs++;
    }
    loop->from = from.coroutine;
    loop->from_line = from.line;
    uint64_t began = uv_hrtime();
    asyncc__dispatch(loop, run);
    loop->from = NULL;
    double took = (double)(uv_hrtime() - began) * 1e-9;
    int has_ended = task && run->state != STATE_PENDING;
    if (task && !has_ended) to = place_of(task);
    if (task) asyncc__handle_release(loop, (asyncc__handle *)task);
    if (took < loop->slow) return;
    fflush(stdout);
    if (!task) fprintf(stderr, "asyncc: slow step: a callback held up the loop for %.3f s", took);
    else fprintf(stderr, "asyncc: slow step: task '%s' held up the loop for %.3f s", name, took);
    if (from.coroutine) fprintf(stderr, ", from %s at %s:%d", from.coroutine->name, from.coroutine->file, from.line);
    if (to.coroutine) fprintf(stderr, " to %s at %s:%d", to.coroutine->name, to.coroutine->file, to.line);
    else if (has_ended && from.coroutine) fputs(" to its end", stderr);
    fputs("; give what blocks to 'await async_to_thread(…)', or go through long work with an 'await async_sleep(0)' now and then\n", stderr);
}

void asyncc__debug_where(void) {
    const asyncc__loop *loop = asyncc__loop_current;
    char name[64];
    if (!loop || !loop->context.current || !loop->from) return;
    async_task_name_into((async_handle)(uintptr_t)loop->context.current, name, sizeof name);
    fprintf(stderr, "asyncc: that was in task '%s', in its step from %s at %s:%d\n", name, loop->from->name, loop->from->file, loop->from_line);
}

/* -------------------------------------------------------------- what is left over */

void asyncc__debug_task_left(const asyncc__task *task) {
    char name[64];
    const asyncc__coroutine *coroutine = asyncc__first_frame((asyncc__task *)task)->coroutine;
    async_task_name_into((async_handle)(uintptr_t)task, name, sizeof name);
    fflush(stdout);
    fprintf(stderr, "asyncc: task '%s' (%s at %s:%d) was neither joined nor detached; 'await async_join(t)' waits for its result, 'async_detach(t)' "
                    "says that nobody will\n", name, coroutine->name, coroutine->file ? coroutine->file : "?", coroutine->line);
}

void asyncc__debug_iterator_left(const asyncc__coroutine *coroutine) {
    fflush(stdout);
    fprintf(stderr, "asyncc: an iterator over generator '%s' (%s:%d) was not closed; 'defer await async_generator_close(it);' behind its "
                    "'async_iterate' does that\n", coroutine->name, coroutine->file ? coroutine->file : "?", coroutine->line);
}

void asyncc__debug_future_left(void) {
    fflush(stdout);
    fputs("asyncc: a future was neither joined nor detached; 'await async_join(f)' waits for its result, 'async_detach(f)' says that nobody will\n",
          stderr);
}

/* ------------------------------------------------------------------ stale handles */

/* What a freed object was, in the place of what nobody needs any more. */
struct asyncc__dead {
    struct asyncc__dead *next;
    void *object;
    void (*free)(asyncc__loop *loop, void *object);
    char text[];
};

static void drop_first(asyncc__loop *loop) {
    struct asyncc__dead *d = loop->dead;
    loop->dead = d->next;
    if (!loop->dead) loop->dead_last = &loop->dead;
    loop->ndead--;
    d->free(loop, d->object);
    free(d);
}

int asyncc__debug_keep(asyncc__loop *loop, void *object, void (*release)(asyncc__loop *, void *), const char *format, ...) {
    char text[300];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct asyncc__dead *d = asyncc__malloc(sizeof *d + strlen(text) + 1);
    if (!d) return 0;
    *d = (struct asyncc__dead){ .object = object, .free = release };
    strcpy(d->text, text);
    ((asyncc__runnable *)object)->kind = KIND_DEAD;
    *loop->dead_last = d;
    loop->dead_last = &d->next;
    if (++loop->ndead > KEPT) drop_first(loop);
    return 1;
}

int asyncc__debug_keep_task(asyncc__loop *loop, asyncc__task *task, void (*release)(asyncc__loop *, void *)) {
    char name[64];
    const asyncc__coroutine *coroutine = asyncc__first_frame(task)->coroutine;
    async_task_name_into((async_handle)(uintptr_t)task, name, sizeof name);
    return asyncc__debug_keep(loop, task, release, "task '%s' (%s at %s:%d) was joined or detached before, and has ended; "
                              "async_retain(t) gives a second user a reference of its own", name, coroutine->name,
                              coroutine->file ? coroutine->file : "?", coroutine->line);
}

void asyncc__debug_close(asyncc__loop *loop) {
    while (loop->dead) drop_first(loop);
}

void asyncc__debug_stale(const asyncc__runnable *run, const char *function) {
    asyncc__loop *loop = asyncc__loop_current;
    const struct asyncc__dead *d = loop ? loop->dead : NULL;
    while (d && d->object != (const void *)run) d = d->next;
    if (d) asyncc__die("%s: a stale handle: %s", function, d->text);
    asyncc__die("%s: a stale handle: it was joined, detached or closed before; async_retain(h) gives a second user a reference of its own%s", function,
                loop && loop->debug ? "" : " (ASYNCC_DEBUG=1 tells which one it was)");
}

/* Of the references of a pending handle one is the loop's, or a future's setter's; each who waits has one; one is the caller's. */
void asyncc__debug_gives_up(const asyncc__handle *handle, const char *function) {
    if (handle->run.state != STATE_PENDING) return;
    unsigned needed = 2;
    const asyncc__runnable *at = handle->waiting;
    if (at) {
        do needed++;
        while ((at = at->next) != handle->waiting);
    }
    if (needed <= handle->run.refs) return;
    char name[80] = "the future";
    if (handle->run.kind == KIND_TASK) {
        memcpy(name, "task '", 7);
        async_task_name_into((async_handle)(uintptr_t)handle, name + 6, 64);
        strcat(name, "'");
    }
    asyncc__die("%s: the reference to %s belongs to a join that waits for it; give each user one with async_retain(t)", function, name);
}
