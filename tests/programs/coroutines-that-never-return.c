// A call that never returns ends a case or a function without a warning, suspended or not; and a coroutine may be declared once more
// behind its definition.
// expect: 4 4
// expect: 104
// exit: 3
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>

async int get(void) {
    await async_sleep(0);
    return 4;
}

async int get(void);

static async __attribute__((__noreturn__)) void leave(int n) {
    await async_sleep(0);
    printf("%d\n", n);
    exit(3);
}

_Noreturn async void leave_for(const char *why);

static async int choose(int t) {
    int chosen;
    switch (t) {
    case 0: await leave(0);
    case 1: chosen = await get(); break;
    case 2: await leave_for("two");
    default: await leave(5);
    }
    return chosen;
}

static async int either(int t) {
    if (t) return await choose(t);
    await leave_for("either");
}

async void leave_for(const char *why) {
    await leave(why[0]);
}

async int main(void) {
    printf("%d %d\n", await choose(1), await either(1));
    await leave_for("here");
}
