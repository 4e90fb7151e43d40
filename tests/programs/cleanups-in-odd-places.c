/* cleanup attributes, defer, try, switch and loops in each other, left in every way. */
#include <asyncc.h>
#include <stdio.h>
static int order;
static void cl(int *p) { printf("cl %d\n", *p); order++; }
static async int f(int x) { await async_sleep(0); if (x < 0) throw(UV_EIO, "neg %d", x); return x; }
static async int work(int n) {
    int r = 0;
    for (int i = 0; i < 4; i++) {
        int guard __attribute__((cleanup(cl))) = await f(i);
        defer { printf("d%d ", i); await f(i); }
        try {
            { int __attribute__((cleanup(cl))) inner = 1; switch (await f(n)) {
            case 0: inner = 50; if (i == 1) continue; break;
            case 1: inner = 51; { defer puts("in case"); if (i == 2) return await f(77); } 
            case 2: inner = 52; await f(-1); break;
            default: inner = 53; if (i == 2) goto done; await f(1); }
            }
            r += i;
        } catch (e, UV_EIO) {
            defer { await f(1); puts("c"); }
            printf("%s\n", e->message);
            if (i == 3) throw();
        } finally {
            int fin __attribute__((cleanup(cl))) = 90 + i;
            await f(2);
        }
    }
done:
    return r + await f(0);
}
async int main(void) {
    for (int i = 0; i < 4; i++) {
        int v = 0;
        int s = await async_try(v = work(i));
        printf("= %d %d %d\n", s, v, order);
    }
    return 0;
}
// flags: -Wno-implicit-fallthrough
// expect: cl 50
// expect: cl 90
// expect: d0 cl 0
// expect: cl 50
// expect: cl 91
// expect: d1 cl 1
// expect: cl 50
// expect: cl 92
// expect: d2 cl 2
// expect: cl 50
// expect: cl 93
// expect: d3 cl 3
// expect: = 0 5 12
// expect: in case
// expect: cl 52
// expect: neg -1
// expect: c
// expect: cl 90
// expect: d0 cl 0
// expect: in case
// expect: cl 52
// expect: neg -1
// expect: c
// expect: cl 91
// expect: d1 cl 1
// expect: in case
// expect: cl 51
// expect: cl 92
// expect: d2 cl 2
// expect: = 0 77 21
// expect: cl 52
// expect: neg -1
// expect: c
// expect: cl 90
// expect: d0 cl 0
// expect: cl 52
// expect: neg -1
// expect: c
// expect: cl 91
// expect: d1 cl 1
// expect: cl 52
// expect: neg -1
// expect: c
// expect: cl 92
// expect: d2 cl 2
// expect: cl 52
// expect: neg -1
// expect: c
// expect: cl 93
// expect: d3 cl 3
// expect: = -5 0 33
// expect: cl 53
// expect: cl 90
// expect: d0 cl 0
// expect: cl 53
// expect: cl 91
// expect: d1 cl 1
// expect: cl 53
// expect: cl 92
// expect: d2 cl 2
// expect: = 0 1 42
