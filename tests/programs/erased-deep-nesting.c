/* Every statement in every other, with awaits at every level. */
#include <asyncc.h>
#include <stdio.h>

static int steps;

static async int tick(int x) {
    if (++steps % 2) await async_sleep(0);
    return x;
}

async int main(void) {
    int total = 0;
    for (int a = 0; await tick(a) < 3; a++) {
        int b = a;
        do {
            switch (await tick(b % 4)) {
                case 0:
                    for (int c = await tick(0);; c++) {
                        if (await tick(c) == 2) break;
                        total += c;
                        if (a == 2) goto next;
                    }
                    /* fall through */
                case 1:
                    while (b < 2) {
                        b += await tick(1);
                        if (b == 1) continue;
                        if (total > 5) break;
                        { int b = await tick(100); total += b; }
                    }
                    break;
                default:
                    if (await tick(b) > 4) { total++; break; } else if (await tick(a)) total += await tick(10); else total--;
            }
            total += await tick(1) ? 2 : await tick(3);
        next:
            b++;
        } while (await tick(b) < 7);
        printf("%d %d\n", a, total);
    }
    return total % 256;
}
// exit: 163
// oracle: erase
