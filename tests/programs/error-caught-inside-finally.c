/* A finally that catches an error of its own lets the first one go on. */
#include <asyncc.h>
#include <stdio.h>

static async void fail(const char *message) {
    await async_sleep(0);
    throw(1, "%s", message);
}

async int main(void) {
    try {
        try {
            await fail("first");
        } finally {
            try {
                await fail("second");
            } catch (e) {
                printf("inside: %s\n", e->message);
            }
        }
    } catch (e) {
        printf("outside: %s\n", e->message);
    }
    return 0;
}
// expect: inside: second
// expect: outside: first
