/* Leaving several trys at once runs their finallys from the inside out. */
#include <asyncc.h>
#include <stdio.h>

static async int leave(int how) {
    try {
        try {
            for (int i = 0;; i++) {
                try {
                    await async_sleep(0);
                    if (how == 0) return 1;
                    if (how == 1) goto done;
                    if (how == 2) throw(2, "two");
                    if (how == 3 && i == 1) break;
                } finally {
                    printf("a%d ", i);
                    await async_sleep(0);
                }
            }
            printf("loop left ");
        } finally {
            printf("b ");
            await async_sleep(0);
        }
        printf("middle ");
    } finally {
        printf("c ");
        await async_sleep(0);
    }
    return 3;
done:
    return 4;
}

async int main(void) {
    for (int how = 0; how < 4; how++) {
        try {
            int r = await leave(how);
            printf("= %d\n", r);
        } catch (e) {
            printf("! %s\n", e->message);
        }
    }
    return 0;
}
// expect: a0 b c = 1
// expect: a0 b c = 4
// expect: a0 b c ! two
// expect: a0 a1 loop left b middle c = 3
