/* task.c: starting, running, suspending and cancelling tasks.
 *
 * A task is a stack of frames, innermost in `leaf`.  A step resumes that frame; when it ends, its parent, and so on, frame by frame and
 * never by recursion, until one suspends or the last has ended.  What happens within a step on the C stack is the business of
 * the coroutines; they come back here when they suspend, when they end, or when the C stack has grown so much that it has to be left:
 * then a frame in its initial state is the leaf, and the step goes on with it at once.
 *
 * States and transitions follow asyncio.Task: what is `_fut_waiter` there is run.wait and `on` here.
 */
#include "internal.h"
#include <stdlib.h>
#include <string.h>

__thread asyncc__context *asyncc__indirect;
__thread asyncc__loop *asyncc__loop_current;

static uint64_t task_numbers;           /* of the process, as asyncio's Task-1, Task-2 … */

/* ------------------------------------------------------------------ enter */

static asyncc__frame *__attribute__((noinline)) start(struct asyncc__start *s, const asyncc__coroutine *coroutine) {
    asyncc__loop *loop = s->loop;
    if (coroutine->abi != ASYNCC__ABI)
        asyncc__die("'%s' was translated for another version of the runtime (%d, not %d): translate it again", coroutine->name,
                    coroutine->abi, ASYNCC__ABI);
    s->context.child = NULL;
    if (s->is_remote) return asyncc__remote_start(s, coroutine);
    if (!loop) return NULL;
    asyncc__frame *f;
    if (s->is_task) {
        int apart = coroutine->align > 16;
        asyncc__task *task = asyncc__get(loop, sizeof *task + (apart ? sizeof f : coroutine->size));
        if (!task) return NULL;
        memset(task, 0, sizeof *task);
        task->run.kind = KIND_TASK;
        task->run.timer = NO_TIMER;
        task->run.refs = 2;
        f = (asyncc__frame *)(task + 1);
        if (apart) {
            f = *(asyncc__frame **)f = asyncc__frame_open_slow(&loop->context, coroutine);
            if (!f) {
                asyncc__forget(&loop->context, asyncc__catch(&loop->context));
                asyncc__put(loop, task, sizeof *task + sizeof f);
                return NULL;
            }
            task->run.flags = FLAG_APART;
        }
        *f = (asyncc__frame){ .coroutine = coroutine, .state = ASYNCC__NEW, .flags = ASYNCC__PUBLISHED | ASYNCC__EMBEDDED };
        task->leaf = f;
        s->context.done = (asyncc__frame *)task;
    } else {
        f = asyncc__frame_open(&loop->context, coroutine);
        if (!f) {
            asyncc__forget(&loop->context, asyncc__catch(&loop->context));
            return NULL;
        }
        f->state = ASYNCC__NEW;
        f->flags = ASYNCC__PUBLISHED | coroutine->flags;
    }
    return s->context.child = f;
}

/* Not to go on with a frame: a start, or too deep on the C stack. */
static asyncc__frame *__attribute__((noinline)) enter_slow(asyncc__context *c, const asyncc__coroutine *coroutine) {
    asyncc__loop *loop = asyncc__loop_current;
    if (!loop || c != &loop->context) return start((struct asyncc__start *)c, coroutine);
    asyncc__frame *f = asyncc__frame_open(c, coroutine);
    if (!f) return NULL;
    f->state = ASYNCC__NEW;
    f->flags |= ASYNCC__PUBLISHED;
    c->signal = GO_ON;
    c->child = c->leaf = f;
    return f;
}

asyncc__frame *asyncc__enter(asyncc__context *c, const asyncc__coroutine *coroutine) {
    asyncc__frame *f = c->resume;
    if (asyncc__unlikely(!f)) return enter_slow(c, coroutine);
    c->resume = NULL;
    c->limit = asyncc__loop_of(c)->stack_limit;
    return f;
}

static asyncc__frame *__attribute__((noinline)) suspend_slow(asyncc__context *c, asyncc__frame *f, const asyncc__coroutine *coroutine, int point) {
    asyncc__loop *loop = asyncc__loop_of(c);
    if (c->signal == ASYNCC__FAILED) {
        asyncc__trace(c, coroutine, point);
        return NULL;
    }
    if (!f) f = asyncc__frame_certain(loop, coroutine);
    if (loop->stress && coroutine->spill_size) memset((char *)f + coroutine->spill, 0xa5, coroutine->spill_size);
    return f;
}

asyncc__frame *asyncc__suspend(asyncc__context *c, void *frame, const asyncc__coroutine *coroutine, int point) {
    asyncc__frame *f = frame, *child = c->child;
    if (asyncc__unlikely(!f || c->signal == ASYNCC__FAILED || asyncc__loop_of(c)->stress)) {
        f = suspend_slow(c, f, coroutine, point);
        if (!f) return NULL;
    }
    f->state = point;
    f->flags |= ASYNCC__PUBLISHED;
    c->child = f;
    if (child) child->parent = f;
    else c->leaf = f;
    return f;
}

/* ------------------------------------------------------------------- extras */

struct asyncc__extra *asyncc__task_extra_if(const asyncc__task *task) {
    return task->extra & 1 ? NULL : (struct asyncc__extra *)task->extra;
}

struct asyncc__extra *asyncc__task_extra(asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    if (extra) return extra;
    extra = asyncc__malloc(sizeof *extra);
    if (!extra) return NULL;
    *extra = (struct asyncc__extra){ .number = task->extra >> 1 };
    task->extra = (uintptr_t)extra;
    return extra;
}

static void free_memory(asyncc__loop *loop, asyncc__task *task) {
    asyncc__frame *first = asyncc__first_frame(task);
    size_t size = sizeof *task + (task->run.flags & FLAG_APART ? sizeof first : first->coroutine->size);
    if (task->run.flags & FLAG_APART) {
        first->flags &= ~(unsigned)ASYNCC__EMBEDDED;
        asyncc__frame_free_slow(&loop->context, first);
    }
    task->run.kind = KIND_DEAD;
    asyncc__put(loop, task, size);
}

void asyncc__spawn_discard(asyncc__loop *loop) {
    if (loop->spawner.context.child) free_memory(loop, (asyncc__task *)loop->spawner.context.done);
    loop->spawner.context.child = NULL;
}

/* All that is left of a task that is in no list any more. */
static void free_rest(asyncc__loop *loop, void *object) {
    asyncc__task *task = object;
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    if (extra) {
        asyncc__settled_free(extra->settled);
        free(extra->name);
        free(extra->message);
        free(extra);
    }
    free_memory(loop, task);
}

void asyncc__task_free(asyncc__loop *loop, asyncc__task *task) {
    if (task->run.state == STATE_FAILED && !(task->run.flags & FLAG_SEEN)) {
        char name[64];
        async_task_name_into((async_handle)(uintptr_t)task, name, sizeof name);
        fflush(stdout);
        fprintf(stderr, "asyncc: nobody looked at the error of task '%s'; join it, or look with async_failure(t)\n", name);
        asyncc__error_report(task->error, stderr);
    }
    if (task->run.state != STATE_PENDING) asyncc__error_release(task->error);
    if (task->previous) task->previous->next = task->next;
    else loop->tasks = task->next;
    if (task->next) task->next->previous = task->previous;
    else loop->tasks_last = task->previous;
    if (asyncc__unlikely(loop->debug) && asyncc__debug_keep_task(loop, task, free_rest)) return;
    free_rest(loop, task);
}

/* ------------------------------------------------------------------ spawning */

asyncc__context *asyncc__spawner(asyncc__context *c) {
    asyncc__context *s = &asyncc__loop_of(c)->spawner.context;
    s->child = NULL;
    return s;
}

asyncc__context *asyncc__starter(asyncc__context *c) {
    asyncc__context *s = &asyncc__loop_of(c)->starter.context;
    s->child = NULL;
    return s;
}

asyncc__frame *asyncc__started(asyncc__context *c) {
    asyncc__frame *frame = asyncc__loop_of(c)->starter.context.child;
    if (!frame && c->signal != ASYNCC__FAILED) asyncc__no_memory(c);
    return frame;
}

void asyncc__task_schedule(asyncc__loop *loop, asyncc__task *task) {
    task->extra = (uintptr_t)(__atomic_add_fetch(&task_numbers, 1, __ATOMIC_RELAXED) << 1 | 1);
    task->previous = loop->tasks_last;
    if (task->previous) task->previous->next = task;
    else loop->tasks = task;
    loop->tasks_last = task;
    loop->pending++;
    asyncc__push(loop, &task->run);
}

asyncc__task *asyncc__plain_spawned(asyncc__context *c, void *to) {
    asyncc__loop *loop = asyncc__loop_of(c);
    if (!loop->spawner.context.child) return NULL;
    asyncc__task *task = (asyncc__task *)loop->spawner.context.done;
    if (to) {
        task->owner = to;
        task->run.flags |= OWNER_RESULT;
    }
    asyncc__task_schedule(loop, task);
    asyncc__stir(loop);
    return task;
}

asyncc__task *asyncc__spawned(asyncc__context *c, void *to) {
    asyncc__task *task = asyncc__plain_spawned(c, to);
    if (!task && c->signal != ASYNCC__FAILED) asyncc__no_memory(c);
    return task;
}

void asyncc__not_a_coroutine(void) { asyncc__die("a pointer to a coroutine function led to one that is none"); }

/* -------------------------------------------------------------------- ending */

static void ended(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    asyncc__frame *first = asyncc__first_frame(task);
    if (c->signal == ASYNCC__FAILED) {
        task->error = (asyncc__error *)c->error;
        task->run.state = asyncc__is_cancellation(task->error) ? STATE_CANCELLED : STATE_FAILED;
        if (task->run.state == STATE_FAILED) asyncc__error_leaves(task->error, task);
    } else if (task->run.flags & FLAG_MUST_CANCEL) {        /* cancelled right before it ended */
        task->error = asyncc__task_cancelled_error(task);
        task->run.state = STATE_CANCELLED;
    } else {
        task->error = NULL;
        task->run.state = STATE_DONE;
    }
    c->signal = ASYNCC__RUNS;
    c->error = NULL;
    loop->pending--;
    if (asyncc__unlikely(task->run.flags & FLAG_LEFTOVER) && !--loop->leftover) loop->stopping = 1;
    unsigned owner = task->run.flags & OWNER_MASK;
    if (owner && task->run.state == STATE_DONE) {
        void *to = owner == OWNER_RESULT ? task->owner : *(void **)task->owner;
        if (to) memcpy(to, (char *)first + first->coroutine->result_offset, first->coroutine->result_size);
    }
    if (owner > OWNER_RESULT) {         /* the reference of the loop goes along */
        asyncc__push(loop, &task->run);
        asyncc__handle_ended(loop, (asyncc__handle *)task);
    } else {
        asyncc__handle_ended(loop, (asyncc__handle *)task);
        asyncc__handle_release(loop, (asyncc__handle *)task);
    }
}

/* --------------------------------------------------------------------- steps */

asyncc__error *asyncc__task_cancelled_error(asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    task->run.flags &= (unsigned char)~FLAG_MUST_CANCEL;
    asyncc__error *error = asyncc__error_new(UV_ECANCELED, "%s", extra && extra->message ? extra->message : "cancelled");
    if (extra) {
        free(extra->message);
        extra->message = NULL;
    }
    return error;
}

/* A frame came back ended or failed.  The one to go on with, its parent; null: the task has ended. */
static asyncc__frame *came_back(asyncc__loop *loop, asyncc__task *task, asyncc__frame *frame) {
    asyncc__context *c = &loop->context;
    asyncc__frame *parent = frame->parent;
    if (asyncc__unlikely(frame->flags & ASYNCC__GENERATOR)) {
        c->done = asyncc__generator_ended(c, frame) ? frame : NULL;
    } else if (!parent) {
        ended(loop, task);
    } else if (c->signal == ASYNCC__FAILED) {
        c->done = NULL;
        asyncc__frame_free(c, frame);
    } else {
        c->done = frame;
    }
    return parent;
}

/* Goes on with a leaf that was suspended only to get off the C stack. */
static asyncc__frame *__attribute__((noinline)) off_stack(asyncc__loop *loop) {
    asyncc__context *c = &loop->context;
    asyncc__frame *frame = c->leaf;
    c->done = NULL;
    c->signal = ASYNCC__RUNS;
    if (frame->state == ASYNCC__NEW) frame->state = ASYNCC__START;
    if (loop->go_on_error) {
        asyncc__fail_with(c, loop->go_on_error);
        loop->go_on_error = NULL;
    }
    return frame;
}

/* Runs the task from its leaf; c->signal says what it is resumed with. */
static void step(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    asyncc__frame *frame = task->leaf;
    loop->current = task;
    c->done = NULL;
    task->run.wait = WAIT_NOTHING;
    if (asyncc__unlikely(frame->state == ASYNCC__NEW)) {
        frame->state = ASYNCC__START;
        if (c->signal == ASYNCC__FAILED) {      /* cancelled before its first step: the body never runs */
            ended(loop, task);
            loop->current = NULL;
            return;
        }
    }
    for (;;) {
        c->resume = frame;
        c->limit = ~(uintptr_t)0;
        frame->coroutine->resume(c, frame);
        if (asyncc__likely(c->signal == ASYNCC__SUSPENDED)) break;
        if (asyncc__unlikely(c->signal == GO_ON)) {
            frame = off_stack(loop);
        } else if (!(frame = came_back(loop, task, frame))) {
            loop->current = NULL;
            return;
        }
    }
    c->signal = ASYNCC__RUNS;
    task->leaf = c->leaf;
    loop->current = NULL;
    if (task->run.wait == WAIT_NOTHING) {               /* a bare reschedule */
        asyncc__push(loop, &task->run);
    } else if (asyncc__unlikely(task->run.flags & FLAG_MUST_CANCEL)) {
        struct asyncc__extra *extra = asyncc__task_extra_if(task);
        if (asyncc__task_interrupt(loop, task, extra ? extra->message : NULL)) task->run.flags &= (unsigned char)~FLAG_MUST_CANCEL;
    }
}

/* What a task is resumed with, where that is not simply to go on. */
static void __attribute__((noinline)) run_slow(asyncc__loop *loop, asyncc__task *task) {
    asyncc__context *c = &loop->context;
    if (task->run.state != STATE_PENDING) {             /* ended: its owner is told */
        if ((task->run.flags & OWNER_MASK) == OWNER_GATHER) asyncc__gather_ended(loop, task);
        else asyncc__group_ended(loop, task);
        asyncc__handle_release(loop, (asyncc__handle *)task);
        return;
    }
    unsigned wait = task->run.wait;
    if (wait == WAIT_SLEEP_DUE) {
        task->run.wait = WAIT_NOTHING;
        asyncc__push(loop, &task->run);
        return;
    }
    asyncc__handle *handle = wait == WAIT_HANDLE ? task->on : NULL;
    asyncc__wait *operation = wait == WAIT_OPERATION ? task->on : NULL;
    if (handle && handle->error) asyncc__fail_with(c, asyncc__handle_error(handle, handle->run.refs == 1));
    if (wait == WAIT_CANCELLED || (operation && operation->state == STATE_CANCELLED) ||
        ((task->run.flags & FLAG_MUST_CANCEL) && !(c->signal == ASYNCC__FAILED && c->error->code == UV_ECANCELED))) {
        if (c->signal == ASYNCC__FAILED) asyncc__error_release((asyncc__error *)c->error);
        asyncc__fail_with(c, asyncc__task_cancelled_error(task));
    }
    task->run.flags &= (unsigned char)~FLAG_MUST_CANCEL;
    if (handle && c->signal == ASYNCC__FAILED) asyncc__handle_release(loop, handle);
    if (operation && operation->operation->finish) {
        loop->current = task;
        int resumes = operation->operation->finish(loop, operation);
        loop->current = NULL;
        if (!resumes) return;
    }
    step(loop, task);
}

void asyncc__task_run(asyncc__loop *loop, asyncc__task *task) {
    static const asyncc__runnable special = { .kind = 0, .state = 255, .wait = 255, .flags = FLAG_MUST_CANCEL };
    if (asyncc__likely(!(asyncc__bits(&task->run) & asyncc__bits(&special)))) step(loop, task);
    else run_slow(loop, task);
}

/* ---------------------------------------------------------------- operations */

void asyncc__wait_on(asyncc__context *c, asyncc__wait *wait, const struct asyncc__operation *operation) {
    asyncc__task *task = asyncc__loop_of(c)->current;
    wait->operation = operation;
    wait->task = task;
    wait->state = STATE_PENDING;
    task->on = wait;
    task->run.wait = WAIT_OPERATION;
    asyncc__suspended(c);
}

int asyncc__wait_again(asyncc__loop *loop, asyncc__wait *wait, const struct asyncc__operation *operation) {
    asyncc__task *task = loop->current;
    wait->operation = operation;
    wait->task = task;
    wait->state = STATE_PENDING;
    task->on = wait;
    task->run.wait = WAIT_OPERATION;
    loop->context.signal = ASYNCC__RUNS;
    return 0;
}

void asyncc__wake(asyncc__loop *loop, asyncc__wait *wait, unsigned state) {
    if (wait->state != STATE_PENDING) return;
    if (asyncc__unlikely(!loop)) asyncc__die("a task is woken from a thread without an event loop; use async_call_soon_threadsafe, or a future and "
                                             "async_future_set_threadsafe");
    wait->state = state;
    asyncc__push(loop, &wait->task->run);
    asyncc__stir(loop);
}

/* -------------------------------------------------------------- cancellation */

void asyncc__task_message(asyncc__task *task, const char *message) {
    struct asyncc__extra *extra = message ? asyncc__task_extra(task) : asyncc__task_extra_if(task);
    if (!extra) return;
    char *copy = NULL;
    if (message) {
        size_t size = strlen(message) + 1;
        if ((copy = asyncc__malloc(size))) memcpy(copy, message, size);
    }
    free(extra->message);
    extra->message = copy;
}

static void count_cancel(asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra(task);
    if (extra) extra->cancelling++;
}

/* The message of the request that woke the task is the one that it sees, whatever is asked before it runs. */
static void must_cancel(asyncc__task *task, const char *message) {
    int is_woken = task->run.wait == WAIT_CANCELLED ||
                   (task->run.wait == WAIT_OPERATION && ((asyncc__wait *)task->on)->state == STATE_CANCELLED);
    task->run.flags |= FLAG_MUST_CANCEL;
    if (!is_woken) asyncc__task_message(task, message);
}

static void wake_cancelled(asyncc__loop *loop, asyncc__task *task, const char *message) {
    asyncc__task_message(task, message);
    task->run.wait = WAIT_CANCELLED;
    asyncc__push(loop, &task->run);
}

/* Cancels what the task waits for, one link of it: a task that it joins is stored in `joined` instead, and those of a gather become a
 * spread.  0: too late, or it waits for nothing; -1: that gather is being cancelled already, higher up. */
static int interrupt(asyncc__loop *loop, asyncc__task *task, const char *message, asyncc__task **joined) {
    if (task == loop->current) return 0;
    switch (task->run.wait) {
    case WAIT_SLEEP:
        asyncc__timer_remove(loop, &task->run);
        break;
    case WAIT_SLEEP_DUE:
        asyncc__unpush(loop, &task->run);
        break;
    case WAIT_HANDLE: {
        asyncc__handle *handle = task->on;
        if (handle->run.state != STATE_PENDING) return 0;
        if (handle->run.kind == KIND_FUTURE) return asyncc__handle_cancel(loop, handle, message);
        *joined = (asyncc__task *)handle;
        return 1;
    }
    case WAIT_OPERATION: {
        asyncc__wait *wait = task->on;
        if (wait->state != STATE_PENDING) return 0;
        if (wait->operation->cancel) return wait->operation->cancel(loop, wait);
        asyncc__task_message(task, message);
        asyncc__wake(loop, wait, STATE_CANCELLED);
        return 1;
    }
    default:
        return 0;
    }
    wake_cancelled(loop, task, message);
    return 1;
}

/* Cancels what the task waits for, the task itself not counted: asyncio's `_fut_waiter.cancel()`, without its recursion, since chains
 * of joins and nests of gathers may be deep.  Tasks that wait for each other in a circle are cancelled where it closes. */
int asyncc__task_interrupt(asyncc__loop *loop, asyncc__task *task, const char *message) {
    size_t left = loop->pending;
    asyncc__task *joined = NULL;
    int status = interrupt(loop, task, message, &joined);
    for (;;) {
        while (joined) {
            asyncc__task *next = NULL;
            int done = left-- ? interrupt(loop, joined, message, &next) : -1;
            if (done < 0) {
                asyncc__handle *handle = task->on;
                asyncc__handle_unwait(handle, &task->run);
                wake_cancelled(loop, task, message);
                asyncc__handle_release(loop, handle);
                break;
            }
            count_cancel(joined);
            if (!done) must_cancel(joined, message);
            task = joined;
            joined = next;
        }
        joined = NULL;
        do {
            struct asyncc__spread *spread = loop->spreads;
            if (!spread) return status != 0;
            task = spread->next(spread);
            if (!task) {
                loop->spreads = spread->below;
                spread->is_open = 0;
            }
        } while (!task);
        count_cancel(task);
        if (!interrupt(loop, task, message, &joined)) must_cancel(task, message);
    }
}

int asyncc__task_cancel(asyncc__loop *loop, asyncc__task *task, const char *message) {
    if (task->run.state != STATE_PENDING) return 0;
    count_cancel(task);
    if (!asyncc__task_interrupt(loop, task, message)) must_cancel(task, message);
    return 1;
}

unsigned asyncc__task_cancelling(const asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    return extra ? extra->cancelling : 0;
}

/* As CPython since 3.13: with no request left, one that was not delivered yet is taken back. */
unsigned asyncc__task_uncancel(asyncc__task *task) {
    struct asyncc__extra *extra = asyncc__task_extra_if(task);
    if (extra && extra->cancelling && !--extra->cancelling) task->run.flags &= (unsigned char)~FLAG_MUST_CANCEL;
    return extra ? extra->cancelling : 0;
}
