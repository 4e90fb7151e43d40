/* async_try: 0, or the error's code; with a result, which an error leaves alone. */
#include <asyncc.h>
#include <stdio.h>

static async int half(int n) {
    await async_sleep(0);
    if (n % 2) throw(UV_ERANGE, "%d is odd", n);
    return n / 2;
}

static async void check(int n) {
    if (n < 0) throw(42, "negative");
    await async_sleep(0);
}

async int main(void) {
    int x = 100;
    int status = await async_try(x = half(10));
    printf("%d %d\n", status, x);
    status = await async_try(x = half(9));
    printf("%d %d\n", status == UV_ERANGE, x);
    if (await async_try(check(-1)) == 42) puts("negative");
    if (!await async_try(check(1))) puts("fine");
    int codes[2] = { await async_try(check(-5)), await async_try(half(2)) };
    printf("%d %d\n", codes[0], codes[1]);
    return 0;
}
// expect: 0 5
// expect: 1 5
// expect: negative
// expect: fine
// expect: 42 0
