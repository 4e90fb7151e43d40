/* async_for needs a generator, async_with a context manager. */
#include <asyncc.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

static async_generator int numbers(void) {
    yield 1;
}

static async_context int opened(void) {
    yield 1;
}

static int plain(void) {
    return 1;
}

async int main(void) {
    async_for (int x, one()) (void)x;       // error: one
    async_for (int x, opened()) (void)x;    // error: opened
    async_for (int x, plain()) (void)x;     // error: plain
    async_with (int x, numbers()) (void)x;  // error: numbers
    async_with (one()) {                    // error: one
    }
    async_with (plain()) {                  // error: plain
    }
    return 0;
}
