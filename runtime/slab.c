/* slab.c: where tasks lie, and finding all of them.
 *
 * Tasks whose first frames are of one size lie side by side in slabs, so that none needs a link to be found: a loop's tasks are what
 * its slabs hold and is not free (KIND_DEAD).  One that is large, or aligned to more than 16, lies in a block of its own, which is linked; under a sanitizer each does.
 * Free ones are kept in loop->free_tasks, and one in loop->spare_task; the slabs go back to the system with the loop.
 */
#include "internal.h"
#include <stdlib.h>

#define FIRST_ROOM 8            /* tasks in the first slab of a size; each is twice as large as the one before, up to */
#define LAST_SIZE ((size_t)1 << 20)

struct slab {
    struct slab *next;
    size_t size, room, used;    /* of a task; tasks in it; those that have ever been handed out */
    /* the tasks follow, aligned to 16 if their size is a multiple of that */
};

struct single {
    struct single *next, **link;
    /* the task follows */
};

static asyncc__task *task_at(struct slab *slab, size_t k) { return (asyncc__task *)((char *)(slab + 1) + k * slab->size); }

static asyncc__task *single(asyncc__loop *loop, size_t size) {
    struct single *s = asyncc__get(loop, (sizeof *s + size + 15) & ~(size_t)15), **first = (struct single **)&loop->single_tasks;
    if (!s) return NULL;
    *s = (struct single){ *first, first };
    if (s->next) s->next->link = &s->next;
    *first = s;
    return (asyncc__task *)(s + 1);
}

asyncc__task *asyncc__task_get(asyncc__loop *loop, unsigned list, size_t size) {
    if (!list || ASYNCC__DIRECT) return single(loop, size);
    asyncc__task *free = asyncc__task_take(loop->free_tasks, list);
    if (free) return free;
    struct slab *slab = loop->slabs[list];
    if (!slab || slab->used == slab->room) {
        size = sizeof(asyncc__task) + (size_t)list * ASYNCC__FRAME_STEP;
        size_t room = slab ? slab->room * 2 : FIRST_ROOM;
        if (room * size > LAST_SIZE) room = LAST_SIZE / size;
        struct slab *new = asyncc__malloc(sizeof *new + room * size);
        if (!new) return NULL;
        *new = (struct slab){ slab, size, room, 0 };
        loop->slabs[list] = slab = new;
    }
    return task_at(slab, slab->used++);
}

void asyncc__task_put(asyncc__loop *loop, asyncc__task *task, unsigned list, size_t size) {
    task->run.bits = BITS(KIND_DEAD, STATE_DONE, WAIT_NOTHING, 0);
    task->waiting = NULL;       /* as asyncc__task_ended leaves it: who makes a task of it relies on that */
    if (!list || ASYNCC__DIRECT) {
        struct single *s = (struct single *)task - 1;
        *s->link = s->next;
        if (s->next) s->next->link = s->link;
        asyncc__put(loop, s, (sizeof *s + size + 15) & ~(size_t)15);
    } else {
        task->leaf = (asyncc__frame *)(task + 1);
        *(void **)task = loop->free_tasks[list];
        loop->free_tasks[list] = task;
    }
}

void asyncc__slabs_close(asyncc__loop *loop) {
    for (size_t list = 0; list < ASYNCC__FRAME_LISTS; list++)
        for (struct slab *slab = loop->slabs[list], *next; slab; slab = next) next = slab->next, free(slab);
}

/* ---------------------------------------------------------------- all of them */

/* A task that was started, but is in no queue yet, has no number. */
static int counts(const asyncc__task *task) { return task->run.kind == KIND_TASK && asyncc__task_number(task); }

/* Calls `visit` for each task that there is, in no order. */
static void each_task(asyncc__loop *loop, void (*visit)(struct asyncc__tasks *all, asyncc__task *task), struct asyncc__tasks *all) {
    for (size_t list = 0; list < ASYNCC__FRAME_LISTS; list++)
        for (struct slab *slab = loop->slabs[list]; slab; slab = slab->next)
            for (size_t k = 0; k < slab->used; k++)
                if (counts(task_at(slab, k))) visit(all, task_at(slab, k));
    for (struct single *s = loop->single_tasks; s; s = s->next)
        if (counts((asyncc__task *)(s + 1))) visit(all, (asyncc__task *)(s + 1));
}

static void count(struct asyncc__tasks *all, asyncc__task *task) {
    (void)task;
    all->n++;
}

static void add(struct asyncc__tasks *all, asyncc__task *task) { all->sorted[all->n++] = task; }

/* The one that was started first of those behind `last`. */
static void find_next(struct asyncc__tasks *all, asyncc__task *task) {
    uint64_t number = asyncc__task_number(task);
    if (number > all->last && (!all->next || number < asyncc__task_number(all->next))) all->next = task;
}

static int by_number(const void *a, const void *b) {
    uint64_t x = asyncc__task_number(*(asyncc__task *const *)a), y = asyncc__task_number(*(asyncc__task *const *)b);
    return x < y ? -1 : x > y;
}

struct asyncc__tasks asyncc__tasks(asyncc__loop *loop) {
    struct asyncc__tasks all = { .loop = loop };
    each_task(loop, count, &all);
    all.sorted = all.n ? asyncc__malloc(all.n * sizeof *all.sorted) : NULL;
    all.n = 0;
    if (!all.sorted) return all;
    each_task(loop, add, &all);
    qsort(all.sorted, all.n, sizeof *all.sorted, by_number);
    return all;
}

asyncc__task *asyncc__tasks_next(struct asyncc__tasks *all) {
    if (all->sorted) return all->at < all->n ? all->sorted[all->at++] : NULL;
    all->next = NULL;           /* there was no memory: slow, but it works */
    each_task(all->loop, find_next, all);
    if (all->next) all->last = asyncc__task_number(all->next);
    return all->next;
}

void asyncc__tasks_end(struct asyncc__tasks *all) { free(all->sorted); }
