/* timeout.c: deadlines around blocks, by the rules of asyncio.timeout.
 *
 * At its time a deadline cancels the task; if that request is the only one since the block was entered when the cancellation arrives
 * at the end of the block, it becomes UV_ETIMEDOUT there.  Any other cancellation is somebody else's and passes.
 */
#include "internal.h"
#include <math.h>

struct async_deadline {
    asyncc__call call;          /* at the time */
    asyncc__task *task;
    double when;                /* INFINITY: never */
    enum { ENTERED, EXPIRING, EXPIRED, EXITED } state;
    unsigned cancelling;        /* requests to cancel the task, when the block was entered */
    int no_time;                /* async_wait_for with no time at all: passages of `call` through the ready queue until it is woken */
    asyncc__wait wait;          /* … of the task, meanwhile */
    void *joined;               /* async_wait_for with no time at all of what has begun: the handle, if it had not ended and was cancelled therefore */
};

struct timeout_frame {
    asyncc__frame head;
    async_deadline *result;
    async_deadline deadline;
};
ASYNCC__DESCRIBE(async_timeout, struct timeout_frame, sizeof(async_deadline *), offsetof(struct timeout_frame, result), ASYNCC__GENERATOR);

static void expire(asyncc__loop *loop, asyncc__call *call) {
    async_deadline *d = container_of(call, async_deadline, call);
    asyncc__task_cancel(loop, d->task, NULL);
    d->state = EXPIRING;
}

static int schedule(asyncc__loop *loop, async_deadline *d) {
    if (d->when > asyncc__now(loop)) return asyncc__timer_add(loop, &d->call.run, d->when);
    asyncc__call_soon(loop, &d->call);
    return 0;
}

/* CPython's wait_for makes the branch a task then, cancels it before its first step, and waits for it: the branch never
 * runs, and the error comes after those passages. */
static void pass(asyncc__loop *loop, asyncc__call *call) {
    async_deadline *d = container_of(call, async_deadline, call);
    if (--d->no_time) asyncc__call_soon(loop, call);
    else asyncc__wake(loop, &d->wait, STATE_DONE);
}

static int passed(asyncc__loop *loop, asyncc__wait *wait) {
    asyncc__call_cancel(loop, &container_of(wait, async_deadline, wait)->call);
    return 1;
}

static const struct asyncc__operation without_time = { "a branch without time", NULL, passed, NULL };

static void enter(asyncc__context *c, struct timeout_frame *f) {
    asyncc__loop *loop = asyncc__loop_of(c);
    async_deadline *d = f->result = &f->deadline;
    d->task = loop->context.current;
    d->cancelling = asyncc__task_cancelling(d->task);
    d->state = ENTERED;
    asyncc__call_init(&d->call, expire);
    if (isnan(d->when)) {
        asyncc__fail(c, UV_EINVAL, "async_timeout: not a number");
        return;
    }
    if (d->no_time) {
        asyncc__call_init(&d->call, pass);
        asyncc__call_soon(loop, &d->call);
        asyncc__wait_on(c, &d->wait, &without_time);
        asyncc__suspend(c, f, f->head.coroutine, 2);
    } else if (d->joined) {
        if (!asyncc__handle_cancel(loop, asyncc__handle_of((async_handle)(uintptr_t)d->joined, "async_wait_for"), NULL)) d->joined = NULL;
        f->head.state = 1;
    } else if (schedule(loop, d) < 0) {
        asyncc__no_memory(c);
    } else {
        f->head.state = 1;
    }
}

static void leave(asyncc__context *c, struct timeout_frame *f) {
    async_deadline *d = &f->deadline;
    asyncc__call_cancel(asyncc__loop_of(c), &d->call);
    unsigned cancelling = asyncc__task_cancelling(d->task);
    if (d->state == EXPIRING) {
        d->state = EXPIRED;
        cancelling = asyncc__task_uncancel(d->task);
    } else {
        d->state = EXITED;
        if (!d->joined) return;
    }
    if (cancelling > d->cancelling || c->signal != ASYNCC__FAILED || c->error->code != UV_ECANCELED) return;
    asyncc__error *error = (asyncc__error *)c->error;       /* its traceback tells what took too long */
    error->shown.code = UV_ETIMEDOUT;
    snprintf(error->text, sizeof error->text, "timed out");
}

static void async_timeout__resume(asyncc__context *c, asyncc__frame *frame) {
    struct timeout_frame *f = asyncc__resumed(frame);
    if (frame->state == ASYNCC__START) {
        enter(c, f);
    } else if (frame->state == 1) {
        leave(c, f);
        asyncc__generator_ends(c);
    } else if (c->signal != ASYNCC__FAILED) {
        asyncc__fail(c, UV_ETIMEDOUT, "timed out");
    }
}

static async_deadline *start(asyncc__context *c, double when, int no_time) {
    struct timeout_frame *f = (struct timeout_frame *)asyncc__begin(c, &async_timeout__coroutine);
    if (f) {
        f->deadline.joined = NULL;
        f->deadline.when = when;
        f->deadline.no_time = no_time;
    }
    return NULL;
}

async_deadline *async_timeout_at__async(asyncc__context *c, double when) { return start(c, when, 0); }
async_deadline *async_timeout__async(asyncc__context *c, double seconds) { return start(c, async_time() + seconds, 0); }

/* The deadline of async_wait_for. */
void asyncc__wait_for(asyncc__context *c, double seconds) { start(c, async_time() + seconds, seconds <= 0 ? 2 : 0); }

void asyncc__wait_for_begun(asyncc__context *c, double seconds, void *handle) {
    start(c, async_time() + seconds, 0);
    if (c->child) ((struct timeout_frame *)c->child)->deadline.joined = seconds <= 0 ? handle : NULL;
}

static asyncc__context *indirect(const char *name) {
    asyncc__context *c = asyncc__indirect;
    if (!c) asyncc__die("%s: a context manager: use it in async_with", name);
    asyncc__indirect = NULL;
    return c;
}

async_deadline *async_timeout(double seconds) { return async_timeout__async(indirect("async_timeout"), seconds); }
async_deadline *async_timeout_at(double when) { return async_timeout_at__async(indirect("async_timeout_at"), when); }

double async_deadline_when(const async_deadline *d) { return d->when; }
int async_deadline_expired(const async_deadline *d) { return d->state == EXPIRING || d->state == EXPIRED; }

int async_deadline_reschedule(async_deadline *d, double when) {
    asyncc__loop *loop = asyncc__loop_of(asyncc__current("async_deadline_reschedule"));
    if (d->state != ENTERED || isnan(when)) return UV_EINVAL;
    asyncc__call_cancel(loop, &d->call);
    d->when = when;
    return schedule(loop, d);
}
