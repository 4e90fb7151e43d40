/* generator.c: generators and context managers: coroutines that stop at a `yield` and are gone on with by who holds them.
 *
 * The frame of a generator belongs to its consumer.  To resume it the consumer calls it directly; when it suspends in an await of
 * its own, the consumer becomes its parent and suspends too, and the step comes back here through
 * asyncc__generator_back when the frame has run to a yield or to its end.
 */
#include "internal.h"

enum {                          /* asyncc__frame.flags, beside those in abi_types.h */
    CLOSING  = 16,              /* it is being closed, or its block is left: a `yield` now is an error */
    ENTERING = 32,              /* a context manager on its way to its yield: when it fails, nobody else frees it */
    AGAIN    = 64,              /* came to a yield while it was being closed or left */
    LEAVING  = 128,             /* a context manager whose block is left: the closing of the generator that holds it passes through */
    ONCE     = 1 << 16          /* the upper half counts how often it came to one */
};

/* One that is never through would hang its closer. */
#define PATIENCE 1000

/* At a yield while it is being closed: what nothing catches is thrown there, and the closer will see an error of its own. */
static int yields_again(asyncc__context *c, asyncc__frame *g) {
    g->flags |= AGAIN;
    g->flags += ONCE;
    if (g->flags / ONCE == PATIENCE) {
        const asyncc__coroutine *f = g->coroutine;
        asyncc__die("%s:%d: '%s' cannot be closed: a 'return', 'break' or 'continue' in its 'finally' gives up the closing, and it yields again each time",
                    f->file ? f->file : "?", f->line, f->name);
    }
    asyncc__fail(c, ERROR_CLOSE, "closed");
    return 1;
}

int asyncc__generator_back(asyncc__context *c, asyncc__frame *g) {
    if (c->signal == ASYNCC__RUNS) return (g->flags & CLOSING) && yields_again(c, g);
    g->flags |= ASYNCC__ENDED;
    if (c->signal == ASYNCC__ENDS) c->signal = ASYNCC__RUNS;
    else if (c->error->code == ERROR_CLOSE && (g->flags & (LEAVING | AGAIN)) != LEAVING) asyncc__forget(c, asyncc__catch(c));
    if (asyncc__unlikely(g->flags & AGAIN)) {
        g->flags &= ~(unsigned)AGAIN;
        if (c->signal != ASYNCC__FAILED) asyncc__fail(c, UV_EINVAL, "'%s' yields while it is being closed", g->coroutine->name);
    }
    if (c->signal == ASYNCC__FAILED && (g->flags & ENTERING)) asyncc__frame_free(c, g);
    return 0;
}

/* Goes on with it, throwing at its yield what is pending. */
static void go_on(asyncc__context *c, asyncc__frame *g) {
    if (asyncc__entering(c)) {          /* too deep: off the C stack first */
        if (c->signal == ASYNCC__FAILED) asyncc__loop_of(c)->go_on_error = (asyncc__error *)asyncc__catch(c);
        asyncc__off_stack(c, g);
        return;
    }
    do {
        g->coroutine->resume(c, g);
    } while (!asyncc__suspends(c) && asyncc__generator_back(c, g));
}

void asyncc__next_slow(asyncc__context *c, asyncc__frame *g) {
    if (!(g->flags & ASYNCC__ENDED)) go_on(c, g);
}

/* A function for the sake of who calls it: its end is then not in the way of its yields. */
void asyncc__generator_end(asyncc__context *c) { c->signal = ASYNCC__ENDS; }

void asyncc__next_last(asyncc__context *c, asyncc__frame *g) { asyncc__generator_back(c, g); }

void asyncc__aclose(asyncc__context *c, asyncc__frame *g) {
    if ((g->flags & ASYNCC__ENDED) || g->state == ASYNCC__NEW) {
        g->flags |= ASYNCC__ENDED;
        return;
    }
    g->flags |= CLOSING;
    asyncc__fail(c, ERROR_CLOSE, "closed");
    go_on(c, g);
}

/* --------------------------------------------------------- context managers */

void asyncc__context_enter(asyncc__context *c, asyncc__frame *g) {
    g->flags |= ENTERING;
    go_on(c, g);
}

void asyncc__entered(asyncc__context *c, asyncc__frame *g) {
    g->flags &= ~(unsigned)ENTERING;
    if (!(g->flags & ASYNCC__ENDED)) return;
    const char *name = g->coroutine->name;
    asyncc__frame_free(c, g);
    asyncc__fail(c, UV_EINVAL, "context manager '%s' ended without a yield", name);
}

/* A second yield is an error there, so that what the manager holds is unwound. */
void asyncc__context_leave(asyncc__context *c, asyncc__frame *g) {
    g->flags |= CLOSING;
    go_on(c, g);
}

void asyncc__context_leave_with(asyncc__context *c, asyncc__frame *g, async_error *error) {
    g->flags |= CLOSING | LEAVING;
    asyncc__rethrow(c, error);
    go_on(c, g);
}

void asyncc__left(asyncc__context *c, asyncc__frame *g) { (void)c, (void)g; }
