/* Closing: a finally that awaits; an error in it; a yield in it; before the first step; after the end. */
#include "say.h"

static async_generator int numbers(int how) {
    try {
        yield 1;
        yield 2;
    } finally {
        say("cleanup %d", how);
        await async_sleep(1);
        if (how == 1) throw(5, "cleanup fails");
        if (how == 2) yield 3;
        say("closed %d", how);
    }
}

static async void close(async_iterator(int) it) {
    try {
        await async_generator_close(it);
        say("closed without error");
    } catch (e, 5) {
        say("close throws %s", e->message);
    } catch (e, UV_EINVAL) {
        say("close is ignored");
    }
}

async int main(void) {
    for (int how = 0; how < 3; how++) {
        async_iterator(int) it = async_iterate(numbers(how));
        say("next %d", await async_next_or(it, 0));
        await close(it);
    }
    await close(async_iterate(numbers(3)));
    async_iterator(int) it = async_iterate(numbers(4));
    while (await async_next_or(it, 0)) say("next");
    await close(it);
    return 0;
}
