/* points.c: cancelling at a chosen suspension, so that tests can walk through all of them.
 *
 *     ASYNCC_CANCEL_AT=7      the task that is the seventh to suspend is cancelled there
 *     ASYNCC_CANCEL_AT=7m     the main task of the run is cancelled at that time
 *
 * Counted over the process; a step of a task that ends is no suspension.  That the point was reached is said on stderr: without that line the
 * program has fewer of them, and the walk is over.  A suspension here is what it is in asyncio: a step of a task that did not end it, so
 * that the same can be done to a Python twin.
 */
#include "points.h"
#include <stdlib.h>

static long cancel_at = -1;     /* 0: never */
static int cancel_main;
static long suspensions;

int asyncc__points_wanted(void) {
    if (cancel_at < 0) {
        const char *text = getenv("ASYNCC_CANCEL_AT");
        char *end = NULL;
        long at = text ? strtol(text, &end, 10) : 0;
        cancel_main = end && *end == 'm';
        cancel_at = at > 0 ? at : 0;
    }
    return cancel_at > 0;
}

void asyncc__points_dispatch(asyncc__loop *loop, asyncc__runnable *run, void (*dispatch)(asyncc__loop *, asyncc__runnable *)) {
    asyncc__task *task = run->kind == KIND_TASK && run->state == STATE_PENDING && run->wait != WAIT_SLEEP_DUE ? (asyncc__task *)run : NULL;
    if (task) run->refs++;
    dispatch(loop, run);
    if (!task) return;
    if (run->state == STATE_PENDING && __atomic_add_fetch(&suspensions, 1, __ATOMIC_RELAXED) == cancel_at) {
        asyncc__task *victim = cancel_main ? loop->main : task;
        fprintf(stderr, "asyncc: at suspension %ld\n", cancel_at);
        if (victim) asyncc__task_cancel(loop, victim, NULL);
    }
    asyncc__handle_release(loop, (asyncc__handle *)task);
}
