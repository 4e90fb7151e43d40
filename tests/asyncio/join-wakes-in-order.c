/* Those who join a task wake in the order in which they came, one turn after its end. */
#include "say.h"

static async int work(void) {
    say("work");
    await async_sleep(1);
    say("work ends");
    return 7;
}

static async void waiter(int n, async_task(int) t) {
    say("%d waits", n);
    int r = await async_join(t);
    say("%d got %d", n, r);
}

async int main(void) {
    async_task(int) t = async_spawn(work());
    async_task(void) a = async_spawn(waiter(1, async_retain(t)));
    async_task(void) b = async_spawn(waiter(2, async_retain(t)));
    await async_sleep(0.5);
    async_task(void) c = async_spawn(waiter(3, async_retain(t)));
    say("main got %d", await async_join(t));
    await async_join(a);
    await async_join(b);
    await async_join(c);
    say("end");
    return 0;
}
