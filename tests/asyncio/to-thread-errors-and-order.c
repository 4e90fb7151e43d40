/* A job on a thread suspends its waiter; other tasks go on; results come back typed. */
#include "say.h"
#include <unistd.h>

static int slow(int n) {
    usleep(30000);
    return n * 2;
}

static async void other(void) {
    printf("other\n");
    await async_sleep(0);
    printf("other ends\n");
}

async int main(void) {
    async_task(void) t = async_spawn(other());
    printf("main\n");
    printf("%d\n", await async_to_thread(slow(21)));
    await async_join(t);
    int a, b;
    a = await async_to_thread(slow(1));
    b = await async_to_thread(slow(a));
    printf("%d %d\n", a, b);
    return 0;
}
