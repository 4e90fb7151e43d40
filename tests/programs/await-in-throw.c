/* Awaits in the code and the arguments of throw. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async void fail(void) {
    throw(await later(12), "%d and %d", await later(1), await later(2));
}

async int main(void) {
    try {
        await fail();
    } catch (e, 12) {
        puts(e->message);
    }
    return 0;
}
// expect: 1 and 2
