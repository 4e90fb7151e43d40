/* async_spawn_threadsafe in plain C that is not translated: the macro itself starts the coroutine. */
#include "work.h"
#include <stdio.h>

async int add(int a, int b) {
    await async_sleep(0.001);
    return a + b;
}

async double half(double x) { return x / 2; }

async void fail(int code) {
    await async_sleep(0);
    throw(code, "failed as told");
}

async int main(void) {
    int log[4] = { 0 };
    int status = await async_to_thread(from_thread(async_loop_current(), log));
    printf("%s %d %d %d\n", async_error_name(status), log[0], log[1], log[2]);
    return 0;
}
// time: real
// expect: UV_EIO 42 5 0
