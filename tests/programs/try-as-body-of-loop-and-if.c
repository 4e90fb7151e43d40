/* try as an unbraced body; dangling else stays where it belongs; empty blocks. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    if (value == 2) throw(2, "two");
    return value;
}

async int main(void) {
    for (int i = 0; i < 4; i++)
        try {
            printf("%d\n", await later(i));
        } catch (e) {
            printf("caught %d\n", i);
        }
    int n = 1;
    if (n) {
        try {
            await later(2);
        } catch (e) {
        } finally {
        }
    } else {
        puts("never");
    }
    while (n--)
        try {
        } finally {
            puts("once");
        }
    return 0;
}
// expect: 0
// expect: 1
// expect: caught 2
// expect: 3
// expect: once
