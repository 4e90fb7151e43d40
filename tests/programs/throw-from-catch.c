/* An error thrown by a catch replaces the one that was caught; the finally of the same try runs. */
#include <asyncc.h>
#include <stdio.h>

static async void fail(int code, const char *message) {
    await async_sleep(0);
    throw(code, "%s", message);
}

async int main(void) {
    try {
        try {
            await fail(1, "first");
        } catch (e) {
            printf("caught %s\n", e->message);
            await fail(2, "second");
            puts("never");
        } finally {
            puts("finally");
            await async_sleep(0);
            puts("finally after");
        }
        puts("never");
    } catch (e, 1) {
        puts("never");
    } catch (e) {
        printf("caught %s\n", e->message);
    }
    return 0;
}
// expect: caught first
// expect: finally
// expect: finally after
// expect: caught second
