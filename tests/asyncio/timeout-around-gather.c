/* A timeout around a gather ends all its branches before it arrives. */
#include "say.h"

static async void work(int n) {
    try {
        await async_sleep(n);
        say("%d ends", n);
    } catch (e, UV_ECANCELED) {
        say("%d cancelled", n);
        throw();
    }
}

async int main(void) {
    try {
        async_with (async_timeout(2.5)) await async_gather(work(1), work(2), work(3), work(4));
    } catch (e, UV_ETIMEDOUT) {
        say("timeout");
    }
    return 0;
}
