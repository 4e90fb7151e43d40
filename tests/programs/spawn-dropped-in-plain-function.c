// A spawn in a plain function whose handle nobody takes detaches the task, as one in a coroutine does.
// env: ASYNCC_DEBUG=1
// expect: 1
// expect: 2
#include <asyncc.h>
#include <stdio.h>

static async void print(int n) { printf("%d\n", n); }

static void start(async_group *g) {
    async_spawn(print(1));
    async_group_spawn(g, print(2));
}

async int main(void) {
    async_with (async_group *g, async_task_group()) start(g);
    return 0;
}
