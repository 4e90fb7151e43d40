/* Errors of a generator arrive in the consumer; errors of the consumer close the generator before they go on. */
#include "say.h"

static async_generator int numbers(int fail_at) {
    defer say("generator left");
    for (int i = 0;; i++) {
        if (i == fail_at) throw(1, "generator failed at %d", i);
        await async_sleep(1);
        yield i;
    }
}

async int main(void) {
    for (int i = 0; i < 2; i++) {
        try {
            async_for (int x, numbers(i ? 100 : 2)) {
                say("%d", x);
                if (i && x == 1) throw(2, "consumer failed");
            }
        } catch (e) {
            say("%s", e->message);
        }
    }
    return 0;
}
