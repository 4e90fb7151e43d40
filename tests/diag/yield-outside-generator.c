/* yield and async_end in functions that are no generators. */
#include <asyncc.h>

static async int work(void) {
    await async_sleep(0);
    yield 1;                            // error: yield
    return 1;
}

static async void ends(void) {
    await async_sleep(0);
    async_end;                          // error: async_end
}

int plain(void) {
    yield 1;                            // error: yield
}

async int main(void) {
    await ends();
    return await work();
}
