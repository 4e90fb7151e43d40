/* A call awaited for its effect alone. */
#include <asyncc.h>
#include <stdio.h>

static async void step(int n) {
    printf("step %d\n", n);
    await async_sleep(0);
    printf("after %d\n", n);
}

async int main(void) {
    await step(1);
    (void)0, await step(2);
    (void)(await step(3));
    return 0;
}

// expect: step 1
// expect: after 1
// expect: step 2
// expect: after 2
// expect: step 3
// expect: after 3
