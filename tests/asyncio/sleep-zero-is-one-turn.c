/* sleep(0) lets everything else that is ready take one turn. */
#include "say.h"

static async void stepper(int n, int steps) {
    for (int i = 0; i < steps; i++) {
        say("%d.%d", n, i);
        await async_sleep(0);
    }
    say("%d ends", n);
}

async int main(void) {
    async_task(void) a = async_spawn(stepper(1, 3)), b = async_spawn(stepper(2, 1)), c = async_spawn(stepper(3, 2));
    say("main");
    await async_sleep(0);
    say("main again");
    await async_sleep(0);
    say("main third");
    await async_join(a);
    say("joined 1");
    await async_join(b);
    await async_join(c);
    return 0;
}
