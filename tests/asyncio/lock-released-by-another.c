/* Anybody may release a lock; a release of a free one is an error, also where a block ends that has lost its lock. */
#include "say.h"

async int main(void) {
    async_lock *lock = made(async_lock_new());
    if (async_lock_release(lock) == UV_EPERM) say("not held");
    try {
        async_with (async_locked(lock)) {
            async_lock_release(lock);
            say("locked %d", async_lock_is_locked(lock));
        }
    } catch (e, UV_EPERM) {
        say("lost in the block");
    }
    try {
        async_with (async_locked(lock)) {
            async_lock_release(lock);
            throw(7, "another error");
        }
    } catch (e, UV_EPERM) {
        say("lost, and that is what is thrown");
    }
    async_lock_free(lock);
    return 0;
}
