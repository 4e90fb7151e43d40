/* A limit of zero or less: CPython 3.12 makes a task of the branch and cancels it at once, so it does not begin. */
#include "say.h"

static async int work(int n) {
    say("begin %d", n);
    if (n == 1) return 1;
    await async_sleep(1);
    say("end %d", n);
    return n;
}

async int main(void) {
    for (int n = 1; n < 3; n++) {
        try {
            say("result %d", await async_wait_for(work(n), n == 1 ? 0 : -1));
        } catch (e, UV_ETIMEDOUT) {
            say("timeout");
        }
    }
    return 0;
}
