/* __attribute__((cleanup)) runs exactly once, in reverse order, however the block is left. */
#include <asyncc.h>
#include <stdio.h>

static void left(int *x) {
    printf("left %d\n", *x);
}

static async int work(int how) {
    int a __attribute__((cleanup(left))) = how * 10;
    await async_sleep(0);
    for (int i = 0; i < 2; i++) {
        __attribute__((cleanup(left))) int b = how * 10 + i + 1;
        await async_sleep(0);
        if (how == 1) continue;
        if (how == 2) break;
        if (how == 3) return a;
        if (how == 4) goto out;
        printf("end of body %d\n", b);
    }
    puts("after loop");
out:
    a += 5;
    return 1;
}

async int main(void) {
    for (int how = 0; how < 5; how++) printf("-> %d\n", await work(how));
    return 0;
}

// expect: end of body 1
// expect: left 1
// expect: end of body 2
// expect: left 2
// expect: after loop
// expect: left 5
// expect: -> 1
// expect: left 11
// expect: left 12
// expect: after loop
// expect: left 15
// expect: -> 1
// expect: left 21
// expect: after loop
// expect: left 25
// expect: -> 1
// expect: left 31
// expect: left 30
// expect: -> 30
// expect: left 41
// expect: left 45
// expect: -> 1
