/* async_run and async_run_try in plain code. */
#include <asyncc.h>
#include <stdio.h>
#include <uv.h>

static async int half(int n) {
    await async_sleep(0);
    if (n % 2) throw(UV_EINVAL, "%d is odd", n);
    return n / 2;
}

static async void hello(void) {
    await async_sleep(1);
    puts("hello");
}

int main(void) {
    printf("%d\n", async_run(half(10)));
    async_run(hello());
    int x = -1;
    struct async_error *error = NULL;
    int status = async_run_try(&error, x = half(4));
    printf("%d %d %d\n", status, x, error == NULL);
    status = async_run_try(&error, x = half(5));
    printf("%s %d %s\n", uv_err_name(status), x, ((const async_error *)error)->message);
    async_error_free(error);
    return 0;
}
// expect: 5
// expect: hello
// expect: 0 2 1
// expect: EINVAL 2 5 is odd
