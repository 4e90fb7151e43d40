// Constant dimensions that are expressions, around one of variable length.
// oracle: erase
#include <asyncc.h>
#include <stdio.h>
#define MAX 4
enum { E = 3 };
static async int later(int x) { await async_sleep(0); return x; }
static async int p1(int n, int a[2][n][MAX + 1]) { await later(0); return a[1][n - 1][4] + (int)sizeof *a; }
static async int p2(int n, int a[n][2 * E]) { await later(0); return a[1][5] + (int)sizeof *a; }
static async int p3(int n, int (*a)[n][sizeof(int)]) { await later(0); return a[1][n - 1][3] + (int)sizeof *a; }
static async int work(int n) {
    int a[n][2 + 2], b[n][sizeof(int)], c[n][MAX], d[n][E], e[n][MAX + 1], f[1 + 1][n][E * 2], g[n][1 + 1][n][E + 0], h[2][n][MAX + 1];
    int m[n + 3][2 * E], k[2][n][sizeof(int)];
    await later(1);
    a[n-1][3] = 1; b[n-1][3] = 2; c[n-1][3] = 3; d[n-1][2] = 4; e[n-1][4] = 5; f[1][n-1][5] = 6; g[n-1][1][n-1][2] = 7; h[1][n-1][4] = 8; m[1][5] = 9; k[1][n-1][3] = 10;
    await later(2);
    printf("%zu %zu %zu %zu %zu %zu %zu %zu\n", sizeof a, sizeof b, sizeof c, sizeof d, sizeof e, sizeof f, sizeof g, sizeof h);
    return a[n-1][3] + b[n-1][3] + c[n-1][3] + d[n-1][2] + e[n-1][4] + f[1][n-1][5] + g[n-1][1][n-1][2] + h[1][n-1][4] + await p1(n, h) + await p2(n, m) + await p3(n, k);
}
async int main(void) { printf("%d\n", await work(3)); printf("%d\n", await work(1)); }
