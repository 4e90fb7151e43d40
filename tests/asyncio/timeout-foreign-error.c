/* Another error passes through a deadline, whether that has expired meanwhile or not; its request is taken back all the same. */
#include "say.h"

async int main(void) {
    try {
        async_with (async_timeout(5)) throw(7, "foreign");
    } catch (e) {
        say("%d, cancelling %d", e->code, async_cancelling(async_current()));
    }
    try {
        async_with (async_timeout(1)) {
            try {
                await async_sleep(5);
            } catch (e, UV_ECANCELED) {
                throw(8, "instead of the cancellation");
            }
        }
    } catch (e) {
        say("%d, cancelling %d", e->code, async_cancelling(async_current()));
    }
    try {
        async_with (async_timeout(1)) {
            try {
                await async_sleep(5);
            } finally {
                throw(9, "in its cleanup");
            }
        }
    } catch (e) {
        say("%d, cancelling %d", e->code, async_cancelling(async_current()));
    }
    await async_sleep(1);
    say("end");
    return 0;
}
