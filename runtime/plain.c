/* plain.c: the forms that work in C that is not translated: async_spawn, async_group_spawn, async_iterate, async_run, async_run_try.
 *
 * There the macro itself runs: `asyncc__form_X()`, then the call `f(x)` of the coroutine's blocking form, then `asyncc__form_Xed()`.  The blocking form takes
 * asyncc__indirect, as in a call through a pointer, and so starts instead of running.  An argument that calls a coroutine takes it in its place; then f
 * is about to run while something is being started, which is how that mistake is seen (asyncc__form_is_starting).
 */
#include "internal.h"

static __thread int is_starting;        /* between the two calls of a macro */
static __thread async_group *group;     /* of the async_group_spawn under way */
static __thread async_error **tried;    /* of the async_run_try under way */
static __thread int status;             /* … once it has ended */

int asyncc__form_spawn(void) {
    group = NULL;
    is_starting = 1;
    asyncc__indirect = asyncc__spawner(asyncc__current("async_spawn"));
    return 0;
}

int asyncc__form_group_spawn(async_group *g) {
    group = g;
    is_starting = 1;
    asyncc__indirect = asyncc__spawner(asyncc__current("async_group_spawn"));
    return 0;
}

int asyncc__form_is_starting(void) { return is_starting; }

async_handle asyncc__form_spawned(void) {
    is_starting = 0;
    if (asyncc__indirect) asyncc__die("async_spawn: its branch is no call of a translated coroutine function");
    asyncc__context *c = asyncc__current("async_spawn");
    return (async_handle)(uintptr_t)(group ? asyncc__plain_spawned_in(c, group, NULL) : asyncc__plain_spawned(c, NULL));
}

int asyncc__form_iterate(void) {
    is_starting = 1;
    asyncc__indirect = asyncc__starter(asyncc__current("async_iterate"));
    return 0;
}

async_handle asyncc__form_iterated(void) {
    is_starting = 0;
    if (asyncc__indirect) asyncc__die("async_iterate: it is given no call of a translated generator function");
    return (async_handle)(uintptr_t)asyncc__plain_iterator(asyncc__current("async_iterate"));
}

/* The blocking form is what async_run means. */
int asyncc__form_run(void) { return 0; }

int asyncc__form_run_try(async_error **error) {
    tried = error;
    return 0;
}

int asyncc__form_run_ends(void *result) {
    if (!tried) return 0;
    async_error **error = tried;
    tried = NULL;
    status = asyncc__run_end_try(result, error);
    return 1;
}

int asyncc__form_run_tried(void) { return status; }
