/* The error of what is behind a shield arrives at its waiter. */
#include "say.h"

static async int fails(void) {
    await async_sleep(1);
    throw(1, "failed behind the shield");
}

async int main(void) {
    try {
        await async_shield(fails());
    } catch (e) {
        say("%s", e->message);
    }
    return 0;
}
