/* An error thrown by a finally replaces the error, or the return, that was on its way. */
#include <asyncc.h>
#include <stdio.h>

static async void fail(const char *message) {
    await async_sleep(0);
    throw(1, "%s", message);
}

static async int both(int how) {
    try {
        if (how) await fail("first");
        return 1;
    } finally {
        await fail("second");
    }
}

async int main(void) {
    for (int how = 0; how < 2; how++) {
        try {
            printf("%d\n", await both(how));
        } catch (e) {
            puts(e->message);
        }
    }
    return 0;
}
// expect: second
// expect: second
