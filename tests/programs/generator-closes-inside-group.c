// A generator that is left early inside of a task group: its members are cancelled and awaited; their errors come out, nothing else does.
// expect: 1
// expect: work left
// expect: ended
// expect: 1
// expect: work left
// expect: error 3, of 1
#include <asyncc.h>
#include <stdio.h>
static async void work(int fail) {
    try {
        await async_sleep(5);
    } finally {
        printf("work left\n");
        if (fail) throw(3, "work failed");
    }
}

static async_generator int numbers(int fail) {
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, work(fail));
        await async_sleep(1);
        yield 1;
    }
    printf("never\n");
    yield 2;
}

async int main(void) {
    for (int i = 0; i < 2; i++) {
        try {
            async_for (int x, numbers(i)) {
                printf("%d\n", x);
                break;
            }
            printf("ended\n");
        } catch (e) {
            printf("error %d, of %zu\n", e->code, async_error_count(e));
        }
    }
    return 0;
}
