/* gather.h: what a gather shows to those who start its branches (spawn.c) and end them (end.h). */
#pragma once
#include "internal.h"

/* A branch of a gather. */
struct asyncc__branch {
    void *to;                   /* first, see OWNER_GATHER: where the result goes, or null */
    asyncc__task *task;         /* a reference; null once its end was noted.  Of one that joins: any handle */
    struct asyncc__gather *gather;
};
/* What a gather begins with. */
struct asyncc__gather_head {
    size_t left;                /* branches that have not ended */
    struct asyncc__branch *next;        /* the next one that is added */
    asyncc__runnable **last, *first;    /* of a chain of what is ready when all have been added: what their arguments start runs before, as in asyncio */
    void **free_tasks;          /* what its branches are made of (asyncc__loop.free_tasks); of one that has failed, or is watched: nothing */
};
static inline struct asyncc__gather_head *asyncc__gather_head(struct asyncc__gather *gather) { return (struct asyncc__gather_head *)(void *)gather; }
static inline void asyncc__gather_push(struct asyncc__gather *gather, asyncc__runnable *run) {
    struct asyncc__gather_head *head = asyncc__gather_head(gather);
    *head->last = run;
    head->last = &run->next;
}
/* The task is its next branch; its flags are the caller's to set. */
static inline void asyncc__branch_init(struct asyncc__gather *gather, asyncc__task *task, asyncc__frame *first, void *to) {
    struct asyncc__branch *b = asyncc__gather_head(gather)->next++;
    /* Stores of their own: to put two registers into a vector first takes longer. */
    b->to = to;
    ASYNCC__IN_MEMORY(b->to);
    b->task = task;
    ASYNCC__IN_MEMORY(b->task);
    b->gather = gather;
    ASYNCC__IN_MEMORY(b->gather);
    first->parent = (asyncc__frame *)b;
    ASYNCC__IN_MEMORY(first->parent);
}
/* Adds a branch that was made with, or (null) could not be made; then an error may be pending, which the gather takes.  False: it has failed, then or before. */
int   asyncc__gather_adds(asyncc__loop *loop, struct asyncc__gather *gather, asyncc__task *task, void *to);
int   asyncc__gather_has_failed(const struct asyncc__gather *gather);

/* The last branch, `task`, has ended with a result, and nothing else is ready: does by itself what its two passages through the queue would lead to, and returns the task that waits for the
 * gather, which goes on.  Null: it is to pass.  The task's first frame is its leaf. */
asyncc__task *asyncc__gather_all_ended(asyncc__loop *loop, asyncc__task *task);

/* Branches have their numbers by their order in the gather, which takes as many when all have been added: as in asyncio, and at no cost for each.  Until then they have none.
 * Those on the long ways, and all where a branch joins what was there, have theirs written down then. */
static inline int asyncc__is_numbered_by_gather(const asyncc__task *task) { return (task->run.flags & (OWNER_MASK | FLAG_LONG_WAYS)) == OWNER_GATHER; }
