/* In the order of completion, failures among them. */
#include "say.h"

static async int work(int n) {
    await async_sleep(n);
    if (n == 2) throw(2, "two");
    return n;
}

async int main(void) {
    async_task(int) t[] = { async_spawn(work(3)), async_spawn(work(1)), async_spawn(work(2)), async_spawn(work(0)) };
    async_for (async_task(int) task, async_as_completed(t, 4)) {
        try {
            say("%d", await async_join(task));
        } catch (e) {
            say("%s", e->message);
        }
    }
    return 0;
}
