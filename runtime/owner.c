/* owner.c: whose thread is it?  Each loop has one thread at a time, and what belongs to the loop is for that thread alone.
 *
 * Waking a task of another thread's loop is refused always: the wait knows its loop.  In debug mode (of any loop of the process) every use of a
 * primitive, a handle or a group is looked at.  A primitive is made outside of loops, perhaps, and belongs to the first loop in which it is used,
 * until that has ended; it remembers the loop's number, since the loop may be gone when somebody asks.
 *
 * Between two runs of a runner nobody runs its loop, and whoever holds the runner may touch what belongs to it.
 */
#include "internal.h"
#include <string.h>

int asyncc__watched;

static uv_once_t once = UV_ONCE_INIT;
static uv_mutex_t mutex;                /* of all below, and of every loop's thread and is_entered */
static asyncc__loop *loops;             /* those that are alive */
static uint64_t numbers;

static void init(void) {
    if (uv_mutex_init(&mutex)) BUG("no mutex");
}

/* A child process has one thread, and all loops of its parent are dead there. */
void asyncc__owners_forked(void) {
    uv_mutex_init(&mutex);
    loops = NULL;
    asyncc__watched = 0;
}

void asyncc__owner_add(asyncc__loop *loop) {
    uv_once(&once, init);
    uv_mutex_lock(&mutex);
    loop->number = ++numbers;
    loop->next_alive = loops;
    loops = loop;
    if (loop->debug & DEBUG_REPORTS) __atomic_add_fetch(&asyncc__watched, 1, __ATOMIC_RELAXED);
    uv_mutex_unlock(&mutex);
}

void asyncc__owner_remove(asyncc__loop *loop) {
    uv_mutex_lock(&mutex);
    for (asyncc__loop **at = &loops; *at; at = &(*at)->next_alive)
        if (*at == loop) {
            *at = loop->next_alive;
            if (loop->debug & DEBUG_REPORTS) __atomic_sub_fetch(&asyncc__watched, 1, __ATOMIC_RELAXED);
            break;
        }
    uv_mutex_unlock(&mutex);
}

void asyncc__loop_enter(asyncc__loop *loop) {
    uv_mutex_lock(&mutex);
    loop->thread = uv_thread_self();
    loop->is_entered = 1;
    uv_mutex_unlock(&mutex);
    loop->outer = asyncc__loop_current;
    asyncc__loop_current = loop;
}

void asyncc__loop_leave(asyncc__loop *loop) {
    asyncc__loop_current = loop->outer;
    uv_mutex_lock(&mutex);
    loop->is_entered = 0;
    uv_mutex_unlock(&mutex);
}

/* With the mutex held: some other thread runs it. */
static int is_foreign(const asyncc__loop *loop) {
    uv_thread_t self = uv_thread_self();
    return loop->is_entered && !uv_thread_equal(&loop->thread, &self);
}

#define WAY_OUT "; leave that loop a call with async_call_soon_threadsafe(loop, f, data) or a task with async_spawn_threadsafe(loop, f(x))"

/* ---------------------------------------------------------------------- waking */

asyncc__loop *asyncc__wakes_elsewhere(asyncc__loop *here, asyncc__loop *loop) {
    uv_mutex_lock(&mutex);
    int foreign = is_foreign(loop);
    uv_mutex_unlock(&mutex);
    if (!foreign) return loop;
    if (!here) asyncc__die("a task is woken from a thread without an event loop; use async_call_soon_threadsafe, or a future and "
                           "async_future_set_threadsafe");
    asyncc__die("a task of another thread's event loop is woken; use async_call_soon_threadsafe, or a future and async_future_set_threadsafe");
}

/* ------------------------------------------------------------------ in debug mode */

/* The loop of that number, if another thread runs it. */
static int is_elsewhere(uint64_t number, int *is_alive) {
    uv_mutex_lock(&mutex);
    asyncc__loop *loop = loops;
    while (loop && loop->number != number) loop = loop->next_alive;
    int foreign = loop && is_foreign(loop);
    *is_alive = loop != NULL;
    uv_mutex_unlock(&mutex);
    return foreign;
}

void asyncc__owner_check(uint64_t *owner, const char *function, const char *what) {
    asyncc__loop *here = asyncc__loop_current;
    uint64_t number = __atomic_load_n(owner, __ATOMIC_RELAXED);
    int is_alive;
    if (here && here->number == number) return;
    if (number && is_elsewhere(number, &is_alive)) asyncc__die("%s: the %s belongs to the event loop of another thread" WAY_OUT, function, what);
    if (here) __atomic_store_n(owner, here->number, __ATOMIC_RELAXED);
}

void asyncc__owner_check_handle(const asyncc__runnable *run, const char *function) {
    asyncc__loop *here = asyncc__loop_current, *loop = NULL;
    uint64_t number = 0;
    int is_alive;
    char name[80] = "the iterator";
    if (run->kind == KIND_TASK) {
        const struct asyncc__extra *extra = asyncc__task_extra_if((const asyncc__task *)run);
        number = extra ? extra->loop : 0;       /* none: the task is older than debug mode, or there was no memory */
    } else if (run->kind == KIND_FUTURE) {
        loop = ((const asyncc__future *)run)->inbox->loop;
        number = loop->number;
        strcpy(name, "the future");
    } else {
        number = asyncc__iterator_loop(run);
    }
    if (!number || (here && here->number == number)) return;
    int elsewhere = is_elsewhere(number, &is_alive);
    if (!elsewhere && !(here && is_alive)) return;
    if (run->kind == KIND_TASK) {
        memcpy(name, "task '", 7);
        async_task_name_into((async_handle)(uintptr_t)run, name + 6, 64);
        strcat(name, "'");
    }
    if (elsewhere) asyncc__die("%s: %s belongs to the event loop of another thread" WAY_OUT, function, name);
    asyncc__die("%s: %s belongs to another event loop of this thread, and can be used while that runs", function, name);
}

void asyncc__owner_check_resource(const asyncc__resource *resource, const char *function) {
    asyncc__loop *loop = resource->loop;
    if (loop == asyncc__loop_current) return;
    uv_mutex_lock(&mutex);
    const asyncc__loop *at = loops;
    while (at && at != loop) at = at->next_alive;
    int foreign = at && is_foreign(at);
    uv_mutex_unlock(&mutex);
    if (foreign) asyncc__die("%s: %s belongs to the event loop of another thread" WAY_OUT, function, resource->what);
}

void asyncc__owner_check_setter(const asyncc__future *f, const char *function) {
    int is_alive;
    if (is_elsewhere(f->inbox->loop->number, &is_alive))
        asyncc__die("%s: the future belongs to the event loop of another thread; use %s_threadsafe", function, function);
}
