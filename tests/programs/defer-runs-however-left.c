/* defer in a loop's body: each way of leaving it, each time round. */
#include <asyncc.h>
#include <stdio.h>

static async int leave(int how) {
    for (int i = 0; i < 3; i++) {
        printf("%d.%d: ", how, i);
        defer {
            await async_sleep(0);
            printf("defer %d\n", i);
        }
        await async_sleep(0);
        if (how == 1) continue;
        if (how == 2 && i == 1) break;
        if (how == 3) return 3;
        if (how == 4) goto out;
        if (how == 5) throw(5, "five");
        printf("end, ");
    }
    return 0;
out:
    return 4;
}

async int main(void) {
    for (int how = 0; how < 6; how++) {
        int code = await async_try(leave(how));
        printf("code %d\n", code);
    }
    return 0;
}
// expect: 0.0: end, defer 0
// expect: 0.1: end, defer 1
// expect: 0.2: end, defer 2
// expect: code 0
// expect: 1.0: defer 0
// expect: 1.1: defer 1
// expect: 1.2: defer 2
// expect: code 0
// expect: 2.0: end, defer 0
// expect: 2.1: defer 1
// expect: code 0
// expect: 3.0: defer 0
// expect: code 0
// expect: 4.0: defer 0
// expect: code 0
// expect: 5.0: defer 0
// expect: code 5
