/* Which error goes on when cleanups fail, catch and return. */
#include "say.h"

static async void fail(int n) {
    await async_sleep(n);
    throw(n, "error %d", n);
}

static async int work(int how) {
    try {
        try {
            if (how != 3) await fail(1);
        } catch (e) {
            say("caught %s", e->message);
            if (how == 1) await fail(2);
            if (how == 2) throw();
        } finally {
            say("finally");
            if (how == 4) return 4;
            if (how == 5) await fail(3);
            await async_sleep(1);
        }
        say("after");
    } finally {
        say("outer finally");
    }
    return how;
}

async int main(void) {
    for (int how = 0; how < 6; how++) {
        try {
            say("-> %d", await work(how));
        } catch (e) {
            say("-> %s", e->message);
        }
    }
    return 0;
}
