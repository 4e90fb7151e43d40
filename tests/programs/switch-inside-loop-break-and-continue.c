/* break leaves the switch, continue the round of the loop around it. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

async int main(void) {
    for (int i = 0; i < 6; i++) {
        switch (await later(i)) {
            case 1: continue;
            case 2: printf("two %d\n", await later(i)); break;
            case 4:
                for (int j = 0;; j++) {
                    if (await later(j) == 2) break;
                    printf("j %d\n", j);
                }
                puts("four");
                break;
            default: puts("other");
        }
        printf("end %d\n", i);
    }
    return 0;
}

// expect: other
// expect: end 0
// expect: two 2
// expect: end 2
// expect: other
// expect: end 3
// expect: j 0
// expect: j 1
// expect: four
// expect: end 4
// expect: other
// expect: end 5
