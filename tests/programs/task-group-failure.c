/* The first failure cancels the members and the body; then the errors are thrown together. */
#include <asyncc.h>
#include <stdio.h>

static async void work(int n, double seconds) {
    try {
        await async_sleep(seconds);
    } finally {
        printf("%d leaves\n", n);
        if (n == 3) throw(3, "three, late");
    }
    if (n == 1) throw(1, "one");
}

async int main(void) {
    try {
        async_with (async_group *group, async_task_group()) {
            async_group_spawn(group, work(1, 1));
            async_group_spawn(group, work(2, 10));
            async_group_spawn(group, work(3, 10));
            try {
                await async_sleep(100);
            } finally {
                puts("body leaves");
            }
        }
    } catch (e) {
        printf("code %d, %zu errors\n", e->code, async_error_count(e));
        for (size_t i = 0; i < async_error_count(e); i++) puts(async_error_at(e, i)->message);
    }
    return 0;
}
// expect: 1 leaves
// expect: 2 leaves
// expect: 3 leaves
// expect: body leaves
// expect: code 1, 2 errors
// expect: one
// expect: three, late
