/* A shielded branch can outlive the variable that it would write to. */
#include <asyncc.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

async int main(void) {
    int x = 0;
    await async_shield(x = one());      // error: shield
    return x;
}
