// Types with a variable dimension before constant ones, in casts, sizeof, typedefs, typeof and pointers, with awaits among them.
// oracle: erase
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
static async int later(int x) { await async_sleep(0); return x; }
static async int (*give(int n, int *m))[4] { (void)n; await later(0); return (int (*)[4])m; }
static async long work(int n, void *m) {
    int (*a)[n][4] = m, (*b[2])[2][n][4] = { m, m };
    long r = 0;
    r += ((int (*)[n][4])m)[await later(1)][n - 1][3];
    r += ((int (*)[await later(n)][4])m)[1][n - 1][await later(3)];
    r += (*(int (*)[2][n][4])m)[await later(1)][n - 1][3];
    r += (long)sizeof(int[2][await later(n)][4]) + (long)sizeof(int (*)[n][4]);
    for (int (*p)[n][4] = a; p < a + 2; p++) r = r * 3 + (*p)[await later(n - 1)][3];
    r += (*b[await later(1)])[1][n - 1][3];
    typedef int plane[n][4], cube[2][n][4];
    plane *pl = m; cube *cu = m;
    n += 100;
    r += pl[await later(1)][n - 101][3] + (*cu)[1][await later(n - 101)][3];
    __typeof__(*a) copy;
    copy[n - 101][await later(3)] = 5;
    r += copy[n - 101][3] + (long)sizeof copy;
    n -= 100;
    r += (await give(n, m))[n + n - 1][3];
    { int x[n][2][3], y[2][3], (*z)[n][2][3] = &x; x[n - 1][1][2] = await later(4); y[1][2] = 6; await later(0); r += (*z)[n - 1][1][2] + y[1][2]; }
    return r;
}
async int main(void) {
    for (int n = 1; n < 6; n++) {
        int *m = malloc(sizeof(int) * 8 * (size_t)n);
        for (int i = 0; i < 8 * n; i++) m[i] = i * i;
        printf("%ld\n", await work(n, m));
        free(m);
    }
}
