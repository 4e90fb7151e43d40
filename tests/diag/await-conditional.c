/* `await (c ? f() : g())`: which call is awaited has to be said. */
#include <asyncc.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

static async int two(void) {
    await async_sleep(0);
    return 2;
}

async int main(int argc, char **argv) {
    (void)argv;
    return await (argc ? one() : two());    // error: await
}
