/* A result in time, a timeout after which the branch has ended, and the branch's own error. */
#include <asyncc.h>
#include <stdio.h>

static async int work(int n) {
    defer {
        await async_sleep(0);
        printf("%d leaves\n", n);
    }
    await async_sleep(n);
    if (n == 2) throw(2, "two");
    return n * 10;
}

async int main(void) {
    for (int n = 1; n < 5; n++) {
        try {
            int r = await async_wait_for(work(n), 3.5);
            printf("result %d\n", r);
        } catch (e, UV_ETIMEDOUT) {
            puts("timeout");
        } catch (e) {
            printf("error %s\n", e->message);
        }
    }
    int stored = 0;
    await async_wait_for(stored = work(1), 2);
    printf("%d\n", stored);
    printf("%d\n", await async_wait_for(work(0), 100) + 1);
    return 0;
}
// expect: 1 leaves
// expect: result 10
// expect: 2 leaves
// expect: error two
// expect: 3 leaves
// expect: result 30
// expect: 4 leaves
// expect: timeout
// expect: 1 leaves
// expect: 10
// expect: 0 leaves
// expect: 1
