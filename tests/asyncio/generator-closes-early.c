/* Leaving the loop early closes the generator then and there, cleanup with awaits included. */
#include "say.h"

static async_generator int numbers(int n) {
    try {
        for (int i = 0; i < n; i++) {
            await async_sleep(1);
            yield i;
        }
        say("exhausted");
    } finally {
        say("cleanup");
        await async_sleep(0.5);
        say("closed");
    }
}

static async int first_big(int limit) {
    async_for (int x, numbers(5)) {
        say("%d", x);
        if (x >= limit) return x;
    }
    return -1;
}

async int main(void) {
    say("-> %d", await first_big(1));
    say("-> %d", await first_big(9));
    return 0;
}
