/* gather.c: running branches concurrently, and waiting for all of them.
 *
 * Structured, which asyncio's gather is not: the first error cancels the other branches, in the order in which they were started, and
 * is thrown when all have ended.  Otherwise as there: branches are ready when all have been added, behind what their arguments have started; one that has ended
 * tells the gather one passage through the ready queue later, and the waiter wakes one more later.  The branch itself is what passes, so there is no allocation per branch.
 */
#include "end.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A branch that joins a task or future that there was: as with asyncio's done callback, `call` is among those who wait for it. */
struct joined {
    asyncc__call call;
    struct asyncc__branch *branch;
    size_t size;                /* of the result */
};

struct asyncc__gather {
    struct asyncc__gather_head head;    /* first */
    asyncc__error *failure;     /* what is thrown when all have ended; while branches are added: no more are */
    uint64_t first_number;      /* of its first branch; 0 as long as it does not wait, and where tasks keep their numbers */
    size_t others;              /* branches that join what was there, and are not its tasks */
    int keeps_numbers;          /* some of its tasks do: those on the long ways */
    size_t telling;             /* branches that have ended, and pass through the queue to tell it */
    asyncc__wait wait;
    struct asyncc__spread spread;
    size_t size;                /* room for branches */
    size_t cancel_at;           /* the next branch to be cancelled, while the spread is open */
    int is_cancelled;           /* the waiter was cancelled: thrown when all have ended, unless an error came first */
    int is_failing;             /* the others have been cancelled */
    const async_error **errors; /* settled: where each branch's error goes */
    struct asyncc__branch branches[];
};

/* Errors of a settled gather: live until the array is filled again, or the task ends. */
struct asyncc__settled {
    struct asyncc__settled *next;
    const async_error **array;
    size_t n;
    asyncc__error *errors[];
};

void asyncc__settled_free(struct asyncc__settled *settled) {
    for (struct asyncc__settled *next; settled; settled = next) {
        next = settled->next;
        for (size_t i = 0; i < settled->n; i++) asyncc__error_release(settled->errors[i]);
        free(settled);
    }
}

/* Keeps the errors alive for the task; false without memory. */
static int settle(asyncc__task *task, const async_error **array, size_t n) {
    struct asyncc__extra *extra = asyncc__task_extra(task);
    if (!extra) return 0;
    for (struct asyncc__settled **at = &extra->settled, *s; (s = *at); at = &s->next) {
        if (s->array != array) continue;
        *at = s->next;
        s->next = NULL;
        asyncc__settled_free(s);
        break;
    }
    struct asyncc__settled *s = asyncc__malloc(sizeof *s + n * sizeof *s->errors);
    if (!s) return 0;
    s->array = array;
    s->n = n;
    memset(s->errors, 0, n * sizeof *s->errors);
    for (size_t i = 0; i < n; i++) array[i] = NULL;
    s->next = extra->settled;
    extra->settled = s;
    return 1;
}

static size_t count_of(const struct asyncc__gather *g) { return (size_t)(g->head.next - g->branches); }
static size_t size_of(size_t n) { return sizeof(struct asyncc__gather) + n * sizeof(struct asyncc__branch); }

/* When there was no memory for one: no more branches are added. */
static asyncc__error no_memory;
static void *no_tasks[ASYNCC__FRAME_LISTS];
static struct asyncc__gather none = { .head.free_tasks = no_tasks, .failure = &no_memory };

struct asyncc__gather *asyncc__gather_new(asyncc__context *c, size_t n) {
    struct asyncc__gather *g = n > SIZE_MAX / 64 ? NULL : asyncc__get(asyncc__loop_of(c), size_of(n));
    if (!g) {
        asyncc__no_memory(c);
        return &none;
    }
    memset(g, 0, sizeof *g);
    g->size = n;
    g->head.next = g->branches;
    g->head.last = &g->head.first;
    g->head.free_tasks = asyncc__loop_of(c)->debug ? no_tasks : asyncc__loop_of(c)->free_tasks;
    return g;
}

int asyncc__gather_has_failed(const struct asyncc__gather *g) { return g->failure != NULL; }

static void fail(struct asyncc__gather *g, asyncc__error *failure) {
    g->failure = failure;
    g->head.free_tasks = no_tasks;
}

int asyncc__gather_adds(asyncc__loop *loop, struct asyncc__gather *g, asyncc__task *task, void *to) {
    if (!task) {
        if (!g->failure) fail(g, loop->context.signal == ASYNCC__FAILED ? (asyncc__error *)asyncc__catch(&loop->context) : asyncc__error_new(UV_ENOMEM, "out of memory"));
        return 0;
    }
    asyncc__branch_init(g, task, asyncc__first_frame(task), to);
    task->run.bits |= BITS(0, 0, 0, OWNER_GATHER);
    if (loop->debug || task->run.flags & FLAG_LONG_WAYS) {
        g->keeps_numbers = 1;
        task->number = 0;
        asyncc__task_watch(loop, task);
    }
    asyncc__gather_push(g, &task->run);
    return 1;
}

void asyncc__gather_add(asyncc__context *c, struct asyncc__gather *g, void *to) {
    asyncc__loop *loop = asyncc__loop_of(c);
    if (g->failure) asyncc__spawn_discard(loop);
    else asyncc__gather_adds(loop, g, asyncc__spawn_end(loop), to);
}

/* ----------------------------------------------------------------- numbers */

/* All branches have been added, and none has taken a step. */
static void number_branches(asyncc__loop *loop, struct asyncc__gather *g) {
    size_t n = count_of(g) - g->others;
    if (!n) return;
    uint64_t number = asyncc__numbers(loop, n);
    if (!g->others && !g->keeps_numbers) {
        g->first_number = number;
        return;
    }
    for (struct asyncc__branch *b = g->branches; b < g->head.next; b++) {
        if (b->task->run.kind != KIND_TASK || (b->task->run.flags & OWNER_MASK) != OWNER_GATHER || asyncc__owner(b->task) != b) continue;
        b->task->run.flags |= FLAG_LONG_WAYS;
        asyncc__set_task_number(b->task, number++);
    }
}

uint64_t asyncc__task_number(const asyncc__task *task) {
    if (asyncc__is_numbered_by_gather(task)) {
        const struct asyncc__branch *b = asyncc__owner((asyncc__task *)task);
        return b->gather->first_number ? b->gather->first_number + (uint64_t)(b - b->gather->branches) : 0;
    }
    return task->run.flags & FLAG_EXTRA ? task->extra->number : task->number;
}

/* The gather is done with the task, which somebody may have a handle of. */
static void keeps_number(asyncc__task *task) {
    if (!asyncc__is_numbered_by_gather(task)) return;
    uint64_t number = asyncc__task_number(task);
    task->run.flags |= FLAG_LONG_WAYS;
    asyncc__set_task_number(task, number);
}

/* ------------------------------------------------------------------- the end */

static asyncc__task *next_pending(struct asyncc__gather *g) {
    while (g->cancel_at < count_of(g)) {
        asyncc__task *task = g->branches[g->cancel_at++].task;
        if (task && task->run.state == STATE_PENDING) return task;
    }
    return NULL;
}

static void cancel_all(asyncc__loop *loop, struct asyncc__gather *g) {
    g->cancel_at = 0;
    for (asyncc__task *task; (task = next_pending(g));) asyncc__handle_cancel(loop, (asyncc__handle *)task, NULL);
}

/* Of the cancellation of a branch, for that of the waiter. */
static const char *message_of(const async_error *error) { return error && error->code == UV_ECANCELED ? error->message : NULL; }

void asyncc__gather_leaves(asyncc__task *task) {
    struct asyncc__gather *g = ((struct asyncc__branch *)asyncc__owner(task))->gather;
    g->head.left--;
    g->telling++;
}

/* The branch tells its end; `refs` of its handle are the gather's and the caller's. */
static void told(asyncc__loop *loop, struct asyncc__branch *b, unsigned refs) {
    struct asyncc__gather *g = b->gather;
    asyncc__handle *task = (asyncc__handle *)b->task;
    b->task = NULL;
    g->telling--;
    task->run.flags |= FLAG_SEEN;
    int is_last = !g->head.left && !g->telling;
    int is_cancelled = is_last && (g->is_cancelled == 2 || (g->is_cancelled && !g->failure && !(task->error && !g->errors)));
    if (is_cancelled) asyncc__task_message(g->wait.task, task->error ? message_of(&task->error->shown) : NULL);
    if (task->error && g->errors) {
        size_t k = (size_t)(b - g->branches);
        asyncc__error *error = asyncc__handle_error(task, task->run.refs == refs);
        struct asyncc__extra *extra = asyncc__task_extra_if(g->wait.task);
        extra->settled->errors[k] = error;
        g->errors[k] = &error->shown;
    } else if (task->error && !g->failure) {
        g->failure = asyncc__handle_error(task, task->run.refs == refs);
    }
    if (is_cancelled && g->errors) asyncc__task_message(g->wait.task, message_of(g->errors[count_of(g) - 1]));     /* as asyncio's */
    asyncc__handle_release(loop, task);
    if (g->failure && !g->is_failing) {
        g->is_failing = 1;
        if (!g->is_cancelled) cancel_all(loop, g);      /* once is enough: they may be cleaning up */
    }
    if (is_last) asyncc__wake(loop, &g->wait, is_cancelled ? STATE_CANCELLED : STATE_DONE);
}

void asyncc__gather_ended(asyncc__loop *loop, asyncc__task *task) {
    struct asyncc__branch *b = asyncc__owner(task);
    if (task->run.refs > 2) keeps_number(task);
    told(loop, b, 2);
}

static void joined_ended(asyncc__loop *loop, asyncc__call *call) {
    struct joined j = *container_of(call, struct joined, call);
    asyncc__put(loop, container_of(call, struct joined, call), sizeof j);
    asyncc__handle *handle = (asyncc__handle *)j.branch->task;
    if (handle->run.state == STATE_DONE && j.branch->to) memcpy(j.branch->to, asyncc__value(handle), j.size);
    j.branch->gather->head.left--;
    j.branch->gather->telling++;
    told(loop, j.branch, 1);
}

void asyncc__gather_join(asyncc__context *c, struct asyncc__gather *g, void *pointer, void *to, size_t size) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__handle *handle = asyncc__handle_of((async_handle)(uintptr_t)pointer, "async_join");
    struct joined *j = NULL;
    if (!g->failure) {
        if (handle == (asyncc__handle *)loop->context.current) fail(g, asyncc__error_new(EDEADLK, "a task cannot join itself"));
        else if (!(j = asyncc__get(loop, sizeof *j))) fail(g, asyncc__error_new(UV_ENOMEM, "out of memory"));
    }
    if (!j) {
        asyncc__handle_release(loop, handle);
        return;
    }
    if (asyncc__unlikely(loop->debug)) asyncc__debug_gives_up(handle, "async_join");
    struct asyncc__branch *b = g->head.next++;
    g->others++;
    *b = (struct asyncc__branch){ to, (asyncc__task *)handle, g };
    *j = (struct joined){ .branch = b, .size = size };
    asyncc__call_init(&j->call, joined_ended);
    if (handle->run.state == STATE_PENDING) asyncc__handle_wait(handle, &j->call.run);
    else asyncc__gather_push(g, asyncc__call_queued(&j->call));
}

/* Futures are cancelled on the way. */
static asyncc__task *next_of_spread(struct asyncc__spread *spread) {
    struct asyncc__gather *g = container_of(spread, struct asyncc__gather, spread);
    asyncc__task *task;
    while ((task = next_pending(g)) && task->run.kind != KIND_TASK) asyncc__handle_cancel(g->wait.loop, (asyncc__handle *)task, NULL);
    return task;
}

/* As asyncio's _GatheringFuture.cancel: the waiter itself runs again only when all have ended. */
static int cancel(asyncc__loop *loop, asyncc__wait *wait) {
    struct asyncc__gather *g = container_of(wait, struct asyncc__gather, wait);
    if (g->spread.is_open) return -1;
    g->cancel_at = 0;
    if (!next_pending(g)) return 0;
    if (g->is_failing) g->is_cancelled = 2;     /* … and after an error: else the cancellation would be lost */
    else if (!g->is_cancelled) g->is_cancelled = 1;
    g->cancel_at = 0;
    g->spread = (struct asyncc__spread){ loop->spreads, 1, next_of_spread };
    loop->spreads = &g->spread;
    return 1;
}

static void free_gather(asyncc__loop *loop, struct asyncc__gather *g) {
    loop->context.left -= (int)count_of(g);     /* for the steps in which they ended (end_for_next) */
    asyncc__put(loop, g, size_of(g->size));
}

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    struct asyncc__gather *g = container_of(wait, struct asyncc__gather, wait);
    asyncc__context *c = &loop->context;
    /* A cancellation of the waiter that comes after the branches' own is the same one. */
    int is_same = c->signal == ASYNCC__FAILED && wait->state == STATE_DONE && g->failure && asyncc__is_cancellation(g->failure);
    if (is_same) asyncc__error_release((asyncc__error *)asyncc__catch(c));
    if (g->failure && (is_same || c->signal != ASYNCC__FAILED)) {
        asyncc__fail_with(c, g->failure);
        g->failure = NULL;
    }
    asyncc__error_release(g->failure);
    free_gather(loop, g);
    return 1;
}

static void each(const asyncc__wait *wait, void (*visit)(void *, const asyncc__handle *), void *data) {
    const struct asyncc__gather *g = container_of(wait, const struct asyncc__gather, wait);
    for (size_t i = 0; i < count_of(g); i++)
        if (g->branches[i].task) visit(data, (const asyncc__handle *)g->branches[i].task);
}

asyncc__task *asyncc__gather_all_ended(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    if (!asyncc__is_simple_branch(task) || c->batch || c->ready || c->left <= 0) return NULL;
    const asyncc__frame *first = (asyncc__frame *)(task + 1);
    struct asyncc__branch *b = asyncc__owner(task);
    struct asyncc__gather *g = b->gather;
    asyncc__task *waiter = g->wait.task;
    if (g->head.left != 1 || g->telling || g->failure || g->is_cancelled || g->wait.state != STATE_PENDING ||
        (waiter->run.bits & BITS(255, 255, 255, FLAG_MUST_CANCEL)) != BITS(KIND_TASK, STATE_PENDING, WAIT_OPERATION, 0)) return NULL;
    if (b->to) memcpy(b->to, (const char *)first + first->coroutine->result_offset, first->coroutine->result_size);
    asyncc__free_simple(loop, task, first->coroutine);
    c->ended++;
    waiter->run.bits ^= BITS(0, 0, WAIT_OPERATION, 0);
    free_gather(loop, g);
    return waiter;
}

static const struct asyncc__operation gathering = { "branches", cancel, finish, each };

void asyncc__gather_wait(asyncc__context *c, struct asyncc__gather *g, const async_error **errors) {
    asyncc__loop *loop = asyncc__loop_of(c);
    if (g == &none) return;
    number_branches(loop, g);
    if (g->head.last != &g->head.first) asyncc__push_chain(loop, g->head.first, g->head.last);
    if (errors && !g->failure) {
        if (settle(loop->context.current, errors, g->size)) g->errors = errors;
        else g->failure = asyncc__error_new(UV_ENOMEM, "out of memory");
    }
    if (g->failure) {
        g->is_failing = 1;
        cancel_all(loop, g);
    }
    if (count_of(g)) {
        g->head.left = count_of(g);
        asyncc__wait_on(c, &g->wait, &gathering);
        return;
    }
    if (g->failure) asyncc__fail_with(c, g->failure);
    asyncc__put(loop, g, size_of(g->size));
}
