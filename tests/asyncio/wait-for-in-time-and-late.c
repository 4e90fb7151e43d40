/* wait_for: a result, the branch's own error, a timeout after the branch has cleaned up. */
#include "say.h"

static async int work(double seconds) {
    try {
        await async_sleep(seconds);
        if (seconds == 1) throw(1, "own error");
        return (int)(seconds * 10);
    } finally {
        say("cleanup");
        await async_sleep(0.5);
    }
}

async int main(void) {
    double seconds[] = { 0.5, 1, 3 };
    for (int i = 0; i < 3; i++) {
        try {
            say("result %d", await async_wait_for(work(seconds[i]), 2));
        } catch (e, UV_ETIMEDOUT) {
            say("timeout");
        } catch (e) {
            say("%s", e->message);
        }
    }
    return 0;
}
