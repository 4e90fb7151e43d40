/* Names shadowed at every depth, by locals, loop variables, parameters and in statement expressions. */
#include <asyncc.h>
#include <stdio.h>

static int x = 1000;

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async void show(int x) {
    printf("%d\n", x);
    {
        int x = await later(2);
        await async_sleep(0);
        printf("%d\n", x);
        for (int x = await later(3); x < 5; x++) {
            char x[] = "inner";
            await async_sleep(0);
            puts(x);
        }
        {
            extern int puts(const char *);
            double x = 2.5;
            await async_sleep(0);
            printf("%.1f\n", x);
        }
        printf("%d %d\n", x, ({ int x = 9; await async_sleep(0); x; }));
    }
    printf("%d\n", x);
}

async int main(void) {
    printf("%d\n", x);
    await show(1);
    int x = x = 7;
    await async_sleep(0);
    printf("%d\n", x);
    return 0;
}
// flags: -Wno-shadow -Wno-self-assign

// expect: 1000
// expect: 1
// expect: 2
// expect: inner
// expect: inner
// expect: 2.5
// expect: 2 9
// expect: 1
// expect: 7
