/* __attribute__((cleanup)) variables are cleaned up by errors and cancellation too, in order with defer. */
#include <asyncc.h>
#include <stdio.h>

static void left(int *x) {
    printf("left %d\n", *x);
}

static async void work(int how) {
    int a __attribute__((cleanup(left))) = 1;
    defer puts("defer");
    int b __attribute__((cleanup(left))) = 2;
    await async_sleep(1);
    if (how == 0) throw(1, "failed");
    await async_sleep(100);
    printf("never %d %d\n", a, b);
}

async int main(void) {
    printf("%d\n", await async_try(work(0)));
    async_task(void) t = async_spawn(work(1));
    await async_sleep(3);
    async_cancel(t);
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        puts("cancelled");
    }
    return 0;
}
// expect: left 2
// expect: defer
// expect: left 1
// expect: 1
// expect: left 2
// expect: defer
// expect: left 1
// expect: cancelled
