/* A defer with a whole try in it. */
#include <asyncc.h>
#include <stdio.h>

static async void fail(int code) {
    await async_sleep(0);
    throw(code, "code %d", code);
}

static async void work(void) {
    defer {
        for (int i = 1; i < 4; i++) {
            try {
                if (i == 2) continue;
                await fail(i);
            } catch (e) {
                printf("in defer: %s\n", e->message);
            } finally {
                printf("finally %d\n", i);
            }
        }
    }
    await fail(9);
}

async int main(void) {
    printf("%d\n", await async_try(work()));
    return 0;
}
// expect: in defer: code 1
// expect: finally 1
// expect: finally 2
// expect: in defer: code 3
// expect: finally 3
// expect: 9
