/* A group's block ends when its members have; results go to variables that outlive it. */
#include <asyncc.h>
#include <stdio.h>

static async int work(int n) {
    await async_sleep(n);
    printf("%d done\n", n);
    return n * n;
}

static async void parent(async_group *group, int *result) {
    await async_sleep(1);
    async_group_spawn(group, *result = work(1));
}

async int main(void) {
    int a = 0, b = 0, c = 0;
    async_with (async_group *group, async_task_group()) {
        async_group_spawn(group, a = work(3));
        async_group_spawn(group, b = work(1));
        async_group_spawn(group, parent(group, &c));
        puts("body ends");
    }
    printf("%d %d %d\n", a, b, c);
    async_with (async_group *group, async_task_group()) {
        (void)group;
    }
    puts("empty");
    return 0;
}
// expect: body ends
// expect: 1 done
// expect: 1 done
// expect: 3 done
// expect: 9 1 1
// expect: empty
