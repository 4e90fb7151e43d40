/* group.c: task groups, by the rules of asyncio.TaskGroup (CPython 3.13), with a way to end one without an error.
 *
 * The group lies in the frame of its context manager, which is at its yield while the block runs, and after it until the last member has
 * told, one passage through the ready queue after its end.
 */
#include "internal.h"

struct member {
    void *to;                   /* first, see OWNER_GROUP: where the result goes, or null */
    asyncc__task *task;
    async_group *group;
    struct member *previous, *next;
};

struct async_group {
    asyncc__wait wait;          /* of the parent at the end of the block */
    asyncc__task *parent;
    struct member *first, *last;        /* members that have not told their end, in the order of their start */
    size_t count;
    unsigned cancelling;        /* requests to cancel the parent, when it entered */
    int is_exiting, is_aborting, is_waiting;
    int asked_parent;           /* the parent was cancelled by the group, which takes that back at the end */
    asyncc__error *error;       /* that left the block */
    asyncc__error *errors, *errors_last;        /* of members, linked by next, in the order in which they came */
    unsigned nerrors;
};

struct group_frame {
    asyncc__frame head;
    async_group *result;
    async_group group;
};
ASYNCC__DESCRIBE(async_task_group, struct group_frame, sizeof(async_group *), offsetof(struct group_frame, result), ASYNCC__GENERATOR);

static const struct asyncc__operation at_end;

static void add_error(async_group *g, asyncc__error *error) {
    if (error->is_static && g->errors) return;
    error->next = NULL;
    if (g->errors) g->errors_last->next = error;
    else g->errors = error;
    g->errors_last = error;
    g->nerrors++;
}

static void abort_members(asyncc__loop *loop, async_group *g) {
    g->is_aborting = 1;
    for (struct member *m = g->first; m; m = m->next) asyncc__task_cancel(loop, m->task, NULL);
}

static void ask_parent(asyncc__loop *loop, async_group *g) {
    if (g->asked_parent) return;
    g->asked_parent = 1;
    asyncc__task_cancel(loop, g->parent, NULL);
}

void asyncc__group_ended(asyncc__loop *loop, asyncc__task *task) {
    struct member *m = asyncc__owner(task);
    async_group *g = m->group;
    if (m->previous) m->previous->next = m->next;
    else g->first = m->next;
    if (m->next) m->next->previous = m->previous;
    else g->last = m->previous;
    g->count--;
    asyncc__put(loop, m, sizeof *m);
    if (g->is_waiting && !g->first) asyncc__wake(loop, &g->wait, STATE_DONE);
    if (task->run.state != STATE_FAILED) return;
    add_error(g, asyncc__handle_error((asyncc__handle *)task, task->run.refs == 1));
    if (g->is_aborting || g->asked_parent) return;
    abort_members(loop, g);
    ask_parent(loop, g);
}

const asyncc__task *asyncc__group_parent(const asyncc__task *task) {
    return (task->run.flags & OWNER_MASK) == OWNER_GROUP ? ((const struct member *)asyncc__owner((asyncc__task *)task))->group->parent : NULL;
}

/* Everything has ended: what the block throws. */
static void end(asyncc__loop *loop, async_group *g) {
    asyncc__context *c = &loop->context;
    asyncc__error *error = g->error;
    int passes_on = error && asyncc__is_cancellation(error);
    if (g->asked_parent && asyncc__task_uncancel(g->parent) <= g->cancelling) passes_on = 0;
    int is_closing = error && error->shown.code == ERROR_CLOSE;     /* the generator that holds the group is closed: as a cancellation */
    if ((passes_on || is_closing) && !g->errors) {
        asyncc__fail_with(c, error);
        return;
    }
    if (error && !asyncc__is_cancellation(error) && !is_closing) add_error(g, error);
    else asyncc__error_release(error);
    if (!g->errors) return;
    /* Cancelled from outside too: that must not be lost, nor counted twice. */
    if (asyncc__task_cancelling(g->parent)) {
        asyncc__task_uncancel(g->parent);
        asyncc__task_cancel(loop, g->parent, NULL);
    }
    asyncc__error *thrown = asyncc__error_new(g->errors->shown.code, "unhandled errors in a task group (%u sub-error%s)", g->nerrors,
                                              g->nerrors == 1 ? "" : "s");
    for (asyncc__error *sub = g->errors, *next; sub; sub = next) {
        next = sub->next;
        asyncc__error_add(thrown, sub);
    }
    asyncc__fail_with(c, thrown);
}

static void async_task_group__resume(asyncc__context *c, asyncc__frame *frame) {
    struct group_frame *f = asyncc__resumed(frame);
    asyncc__loop *loop = asyncc__loop_of(c);
    async_group *g = &f->group;
    switch (frame->state) {
    case ASYNCC__START:
        *g = (async_group){ .parent = loop->context.current, .cancelling = asyncc__task_cancelling(loop->context.current) };
        f->result = g;
        frame->state = 1;
        return;
    case 1:
        g->is_exiting = 1;
        if (c->signal == ASYNCC__FAILED) {
            g->error = (asyncc__error *)asyncc__catch(c);
            if (!g->is_aborting) abort_members(loop, g);
        }
        break;
    default:                    /* woken, or the parent was cancelled meanwhile */
        g->is_waiting = 0;
        if (c->signal == ASYNCC__FAILED) {
            asyncc__error *cancelled = (asyncc__error *)asyncc__catch(c);
            if (g->is_aborting) {
                asyncc__error_release(cancelled);
            } else {
                asyncc__error_release(g->error);
                g->error = cancelled;
                abort_members(loop, g);
            }
        }
    }
    if (g->first) {
        g->is_waiting = 1;
        asyncc__wait_on(c, &g->wait, &at_end);
        asyncc__suspend(c, frame, frame->coroutine, 2);
        return;
    }
    end(loop, g);
    asyncc__generator_ends(c);
}

static void each(const asyncc__wait *wait, void (*visit)(void *, const asyncc__handle *), void *data) {
    const async_group *g = container_of(wait, const async_group, wait);
    for (struct member *m = g->first; m; m = m->next) visit(data, (const asyncc__handle *)m->task);
}

static const struct asyncc__operation at_end = { "members of its group", NULL, NULL, each };

async_group *async_task_group__async(asyncc__context *c) {
    asyncc__begin(c, &async_task_group__coroutine);
    return NULL;
}

async_group *async_task_group(void) {
    if (!asyncc__indirect) asyncc__die("async_task_group: a context manager: use it in async_with");
    asyncc__context *c = asyncc__indirect;
    asyncc__indirect = NULL;
    return async_task_group__async(c);
}

/* ------------------------------------------------------------------ members */

static int closed(const async_group *g) { return g->is_aborting || (g->is_exiting && !g->first); }

static void check(const async_group *g, const char *function) {
    if (asyncc__is_watched()) asyncc__owner_check_handle(&g->parent->run, function);
}

asyncc__task *asyncc__plain_spawned_in(asyncc__context *c, async_group *g, void *to) {
    check(g, "async_group_spawn");
    asyncc__loop *loop = asyncc__loop_of(c);
    struct member *m = closed(g) ? NULL : asyncc__get(loop, sizeof *m);
    asyncc__task *task = m ? asyncc__plain_spawned(c, NULL) : NULL;
    if (!task) {
        asyncc__spawn_discard(loop);
        if (m) asyncc__put(loop, m, sizeof *m);
        return NULL;
    }
    *m = (struct member){ to, task, g, g->last, NULL };
    if (g->last) g->last->next = m;
    else g->first = m;
    g->last = m;
    g->count++;
    asyncc__own(task, OWNER_GROUP, m);
    return task;
}

asyncc__task *asyncc__spawned_in(asyncc__context *c, async_group *g, void *to) {
    int is_closed = closed(g);
    asyncc__task *task = asyncc__plain_spawned_in(c, g, to);
    if (!task && is_closed) asyncc__fail(c, UV_ESHUTDOWN, "the task group is %s", g->is_aborting ? "shutting down" : "finished");
    else if (!task && c->signal != ASYNCC__FAILED) asyncc__no_memory(c);
    return task;
}

void async_group_cancel(async_group *g) {
    asyncc__loop *loop = asyncc__loop_of(asyncc__current("async_group_cancel"));
    check(g, "async_group_cancel");
    if (g->is_exiting && !g->first) return;
    if (!g->is_aborting) abort_members(loop, g);
    ask_parent(loop, g);
}

size_t async_group_count(const async_group *g) {
    check(g, "async_group_count");
    return g->count;
}
