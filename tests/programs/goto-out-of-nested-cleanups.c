/* goto from inside try, defer's block and loops to a label far outside runs everything that it leaves. */
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    int round = 0;
start:
    round++;
    {
        defer printf("defer %d\n", round);
        for (;;) {
            try {
                while (1) {
                    await async_sleep(0);
                    if (round < 3) goto start;
                    goto end;
                }
            } finally {
                printf("finally %d\n", round);
                await async_sleep(0);
            }
        }
    }
end:
    puts("end");
    return 0;
}
// expect: finally 1
// expect: defer 1
// expect: finally 2
// expect: defer 2
// expect: finally 3
// expect: defer 3
// expect: end
