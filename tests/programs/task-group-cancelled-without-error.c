/* async_group_cancel ends a group: its members are cancelled, and the block ends without an error. */
#include <asyncc.h>
#include <stdio.h>

static async void forever(int n) {
    defer printf("%d leaves\n", n);
    for (;;) await async_sleep(1);
}

async int main(void) {
    async_with (async_group *group, async_task_group()) {
        async_group_spawn(group, forever(1));
        async_group_spawn(group, forever(2));
        await async_sleep(3.5);
        async_group_cancel(group);
        puts("asked");
    }
    puts("after");
    return 0;
}
// expect: asked
// expect: 1 leaves
// expect: 2 leaves
// expect: after
