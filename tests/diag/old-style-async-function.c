/* A K&R-style definition. */
#include <asyncc.h>

static async int old(a, b) int a, b; {  // error: old
    await async_sleep(0);
    return a + b;
}

async int main(void) {
    return await old(1, 2);
}
// flags: -Wno-deprecated-non-prototype -Wno-old-style-definition
