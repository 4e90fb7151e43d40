/* The settled form waits for all and gives each branch's error. */
#include "say.h"

static async int work(int n, int fail) {
    await async_sleep(n);
    say("%d ends", n);
    if (fail) throw(n, "%d failed", n);
    return n;
}

async int main(void) {
    int results[4] = { 0 };
    const async_error *errors[4];
    await async_gather_each_settled(errors, i, 4, results[i] = work(4 - (int)i, (int)i % 2));
    for (int i = 0; i < 4; i++) {
        if (errors[i]) say("%s", errors[i]->message);
        else say("%d", results[i]);
    }
    return 0;
}
