/* limit.h: what the hand-written state machines share: a ready queue over libuv.
 *
 * A task is a struct that begins with a `struct task`; `resume` takes one step of it.  There are no errors, no cancellation and no names:
 * this is what the machine can do, not what one would want to write.
 */
#pragma once
#include <stdlib.h>
#include <uv.h>
#include "../bench.h"

struct task {
    struct task *next;                  /* in the ready queue */
    void (*resume)(struct task *);
    int state;
};

static struct task *ready, **ready_last = &ready;
static int stopping;

static inline void push(struct task *t) {
    t->next = NULL;
    *ready_last = t;
    ready_last = &t->next;
}

/* Runs until `stopping`; looks for I/O every so many steps, and blocks when nothing is ready. */
static inline void run_loop(void) {
    uv_loop_t *uv = uv_default_loop();
    int steps = 0;
    while (!stopping) {
        struct task *t = ready;
        if (!t || ++steps == 8192) {
            steps = 0;
            uv_run(uv, t ? UV_RUN_NOWAIT : UV_RUN_ONCE);
            continue;
        }
        ready = t->next;
        if (!ready) ready_last = &ready;
        t->resume(t);
    }
}

/* Free lists of tasks of one size. */
struct pool { void *free; };

static inline void *pool_get(struct pool *p, size_t size) {
    void *memory = p->free;
    if (!memory) {
        size_t n = 65536 / size + 1;
        char *chunk = malloc(n * size);
        if (!chunk) abort();
        while (n--) {
            *(void **)(chunk + n * size) = p->free;
            p->free = chunk + n * size;
        }
        memory = p->free;
    }
    p->free = *(void **)memory;
    return memory;
}

static inline void pool_put(struct pool *p, void *memory) {
    *(void **)memory = p->free;
    p->free = memory;
}
