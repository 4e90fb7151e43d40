/* A bounded semaphore never has more permits than at its beginning: one release too many is an error. */
#include "say.h"

async int main(void) {
    async_semaphore *semaphore = made(async_semaphore_new_bounded(2));
    if (async_semaphore_release(semaphore) == UV_EPERM) say("all are there");
    await async_semaphore_acquire(semaphore);
    say("release: %d", async_semaphore_release(semaphore));
    if (async_semaphore_release(semaphore) == UV_EPERM) say("all are there");
    try {
        async_with (async_permitted(semaphore)) async_semaphore_release(semaphore);
    } catch (e, UV_EPERM) {
        say("at the end of the block, too");
    }
    async_semaphore_free(semaphore);
    return 0;
}
