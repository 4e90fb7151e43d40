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
    asyncc__error *failure;     /* what is thrown when all have ended; while branches are added: no more are */
};
static inline struct asyncc__gather_head *asyncc__gather_head(struct asyncc__gather *gather) { return (struct asyncc__gather_head *)(void *)gather; }
/* The task is its next branch; its flags are the caller's to set. */
static inline void asyncc__branch_init(struct asyncc__gather *gather, asyncc__task *task, asyncc__frame *first, void *to) {
    struct asyncc__branch *b = asyncc__gather_head(gather)->next++;
    /* Stores of their own: to put two registers into a vector first takes longer. */
    b->to = to;
    __asm__ ("" : "+m"(b->to));
    b->task = task;
    __asm__ ("" : "+m"(b->task));
    b->gather = gather;
    first->parent = (asyncc__frame *)b;
}
static inline void asyncc__gather_adds(struct asyncc__gather *gather, asyncc__task *task, void *to) {
    asyncc__branch_init(gather, task, asyncc__first_frame(task), to);
    task->run.bits |= BITS(0, 0, 0, OWNER_GATHER);
}
void  asyncc__gather_no_branch(asyncc__context *c, struct asyncc__gather *gather);      /* it could not be made, and an error is pending */
