/* Branches start in order, run concurrently, and the waiter goes on when the last has ended. */
#include "say.h"

static async int work(int n, double seconds) {
    say("%d starts", n);
    await async_sleep(seconds);
    say("%d ends", n);
    return n * n;
}

static async void other(void) {
    for (int i = 0; i < 4; i++) {
        say("other %d", i);
        await async_sleep(0);
    }
}

async int main(void) {
    int a, b, c;
    async_task(void) o = async_spawn(other());
    await async_gather(a = work(1, 3), b = work(2, 1), c = work(3, 2));
    say("%d %d %d", a, b, c);
    await async_gather();
    say("empty");
    await async_gather(a = work(4, 0));
    say("%d", a);
    await async_join(o);
    return 0;
}
