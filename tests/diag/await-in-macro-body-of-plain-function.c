/* The position is that of the use of the macro. */
#include <asyncc.h>

#define GET(f) await f()

static async int one(void) {
    await async_sleep(0);
    return 1;
}

int plain(void) {
    return GET(one);                    // error: 'await' outside an async function
}

async int main(void) {
    return GET(one);
}
