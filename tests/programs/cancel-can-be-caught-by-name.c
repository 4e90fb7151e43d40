/* catch (e, UV_ECANCELED) takes a cancellation; the task then ends normally. */
#include <asyncc.h>
#include <stdio.h>

static async int stubborn(void) {
    try {
        await async_sleep(100);
    } catch (e, UV_ECANCELED) {
        puts("caught");
        await async_sleep(1);
    }
    return 5;
}

static async void own(void) {
    throw(UV_ECANCELED, "mine");
    await async_sleep(0);
}

async int main(void) {
    async_task(int) t = async_spawn(stubborn());
    await async_sleep(1);
    async_cancel(t);
    printf("%d\n", await async_join(t));
    try {
        try {
            await own();
        } catch (e) {
            puts("never");
        }
    } catch (e, UV_ECANCELED) {
        puts(e->message);
    }
    return 0;
}
// expect: caught
// expect: 5
// expect: mine
