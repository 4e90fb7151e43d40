/* return in a finally replaces what was on its way: another return, or an error. */
#include <asyncc.h>
#include <stdio.h>

static async int replaced(int how) {
    try {
        await async_sleep(0);
        if (how == 0) return 1;
        if (how == 1) throw(1, "lost");
    } finally {
        if (how < 2) return 2;
    }
    return 3;
}

static async int loop(void) {
    int n = 0;
    for (;;) {
        try {
            n++;
            await async_sleep(0);
            if (n == 1) throw(1, "lost");
            return 100;
        } finally {
            if (n == 1) continue;
            break;
        }
    }
    return n;
}

async int main(void) {
    printf("%d %d %d\n", await replaced(0), await replaced(1), await replaced(2));
    printf("%d\n", await loop());
    return 0;
}
// expect: 2 2 3
// expect: 2
