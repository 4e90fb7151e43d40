/* A generator that is left early inside of an async_with unwinds; what follows the block does not run. */
#include "say.h"

static async_context int held(int n) {
    say("enter %d", n);
    defer {
        await async_sleep(1);
        say("leave %d", n);
    }
    yield n;
}

static async_generator int numbers(async_lock *lock) {
    async_with (int a, held(1)) {
        async_with (async_locked(lock)) {
            async_with (async_timeout(100)) {
                yield a;
            }
        }
        say("never");
    }
    say("never");
    yield 2;
}

async int main(void) {
    async_lock *lock = made(async_lock_new());
    defer async_lock_free(lock);
    async_for (int x, numbers(lock)) {
        say("%d", x);
        break;
    }
    say("locked %d", async_lock_is_locked(lock));
    try {
        async_for (int x, numbers(lock)) throw(1, "from %d", x);
    } catch (e, 1) {
        say("caught");
    }
    say("locked %d", async_lock_is_locked(lock));
    return 0;
}
