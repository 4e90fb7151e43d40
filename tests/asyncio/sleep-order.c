/* Sleepers wake by time; those of equal time in the order in which they fell asleep. */
#include "say.h"

static async void sleeper(int n, double seconds) {
    await async_sleep(seconds);
    say("%d after %.1f", n, seconds);
}

async int main(void) {
    await async_gather(sleeper(1, 0.3), sleeper(2, 0.1), sleeper(3, 0.2), sleeper(4, 0.1), sleeper(5, 0.3), sleeper(6, 0));
    await async_sleep(-5);
    say("end");
    return 0;
}
