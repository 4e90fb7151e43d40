/* shield.c: waiting for a task whose waiter may be cancelled alone.
 *
 * As in asyncio the end of the task reaches the waiter by way of a done callback and a future of the waiter's own.
 */
#include "internal.h"

struct shield {
    asyncc__wait wait;
    asyncc__call call;          /* among those who wait for the task */
    asyncc__handle *handle;     /* a reference */
};

/* As in asyncio, when the task was cancelled then so is who waits, without its message: whatever is asked of that before it runs. */
static void ended(asyncc__loop *loop, asyncc__call *call) {
    struct shield *s = container_of(call, struct shield, call);
    int is_cancelled = s->handle->run.state == STATE_CANCELLED && s->wait.state == STATE_PENDING;
    if (is_cancelled) asyncc__task_message(s->wait.task, NULL);
    asyncc__wake(loop, &s->wait, is_cancelled ? STATE_CANCELLED : STATE_DONE);
}

static int finish(asyncc__loop *loop, asyncc__wait *wait) {
    struct shield *s = container_of(wait, struct shield, wait);
    asyncc__context *c = &loop->context;
    asyncc__handle *handle = s->handle;
    if (handle->run.state == STATE_PENDING) asyncc__handle_unwait(handle, &s->call.run);
    else asyncc__call_cancel(loop, &s->call);
    asyncc__put(loop, s, sizeof *s);
    if (c->signal != ASYNCC__FAILED && handle->error) asyncc__fail_with(c, asyncc__handle_error(handle, handle->run.refs == 1));
    if (c->signal == ASYNCC__FAILED) asyncc__handle_release(loop, handle);
    return 1;
}

static void each(const asyncc__wait *wait, void (*visit)(void *, const asyncc__handle *), void *data) {
    visit(data, container_of(wait, const struct shield, wait)->handle);
}

static const struct asyncc__operation shielding = { "a shielded task", NULL, finish, each };

void asyncc__shield(asyncc__context *c, void *pointer) {
    asyncc__loop *loop = asyncc__loop_of(c);
    asyncc__handle *handle = asyncc__handle_of((async_handle)(uintptr_t)pointer, "async_shield");
    if (handle->run.state != STATE_PENDING) {
        asyncc__join(c, handle);
        return;
    }
    struct shield *s = asyncc__get(loop, sizeof *s);
    if (!s) {
        asyncc__handle_release(loop, handle);
        asyncc__no_memory(c);
        return;
    }
    asyncc__call_init(&s->call, ended);
    s->handle = handle;
    asyncc__handle_wait(handle, &s->call.run);
    asyncc__wait_on(c, &s->wait, &shielding);
}
