/* Iterators that are open when the run ends are closed there, after the tasks that are left, all at once; those that fail say so. */
#include "say.h"
#include <stdlib.h>

static async_generator int leave(int n) {
    try {
        yield n;
    } finally {
        say("leave %d", n);
        await async_sleep(n);
        say("left %d", n);
    }
}

static async void left_over(void) {
    try {
        await async_sleep(100);
    } finally {
        say("task ends");
    }
}

async int main(void) {
    for (int i = 2; i > 0; i--) {
        async_iterator(int) it = async_iterate(leave(i));
        await async_next(it, NULL);
    }
    async_iterate(leave(9));
    async_detach(async_spawn(left_over()));
    await async_sleep(0);
    say("main ends");
    return 0;
}
