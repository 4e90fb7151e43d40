/* A group in a group: errors nest, and the inner failure cancels the outer members. */
#include "say.h"

static async void work(int n, int fail) {
    try {
        await async_sleep(n);
    } catch (e, UV_ECANCELED) {
        say("%d cancelled", n);
        throw();
    }
    say("%d ends", n);
    if (fail) throw(n, "%d failed", n);
}

static void show(const async_error *e, int depth) {
    say("%*s%zu", depth * 2, "", async_error_count(e));
    for (size_t k = 0; k < async_error_count(e); k++) {
        const async_error *x = async_error_at(e, k);
        if (async_error_count(x)) show(x, depth + 1);
        else say("%*s%s", depth * 2 + 2, "", x->message);
    }
}

async int main(void) {
    try {
        async_with (async_group *g, async_task_group()) {
            async_group_spawn(g, work(5, 0));
            async_with (async_group *h, async_task_group()) {
                async_group_spawn(h, work(3, 0));
                async_group_spawn(h, work(2, 1));
            }
            say("never");
        }
    } catch (e) {
        show(e, 0);
    }
    return 0;
}
