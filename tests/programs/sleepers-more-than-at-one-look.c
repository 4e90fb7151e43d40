/* Many tasks are due at once: all of them wake, the earlier ones first, and what else is ready has its turns between. */
#include <asyncc.h>
#include <stdio.h>

enum { EACH = 1500, GROUPS = 3 };
static int woken[GROUPS], late, turns;
static double begin;

static async void sleeper(int group) {
    double target = begin + 0.2 + 0.15 * group;
    await async_sleep(target - async_time());
    for (int later = group + 1; later < GROUPS; later++) late += woken[later];
    if (async_time() < target) late++;
    woken[group]++;
}

static async void takes_turns(void) {
    while (woken[GROUPS - 1] < EACH) {
        turns++;
        await async_sleep(0);
    }
}

async int main(void) {
    begin = async_time();
    async_task(void) turn = async_spawn(takes_turns());
    await async_gather_each(i, EACH * GROUPS, sleeper((int)(i % GROUPS)));
    await async_join(turn);
    for (int i = 0; i < GROUPS; i++) printf("%d ", woken[i]);
    printf("late %d, turns %d\n", late, turns > EACH * GROUPS / 200);
    return 0;
}
// expect: 1500 1500 1500 late 0, turns 1
// time: real
// timeout: 60
