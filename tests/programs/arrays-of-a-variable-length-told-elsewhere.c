/* The length of an array across awaits may be told by typeof, by an initialiser, or by an array around it. */
#include <asyncc.h>
#include <stdio.h>
static int calls;
static async int f(int x) { calls++; await async_sleep(0); return x; }
static int plain(int x) { calls += 10; return x; }
typedef int three[3];
async int work(int n, int m, int (*par)[n]) {
    three a[4][n];
    for (int i = 0; i < 4; i++) for (int j = 0; j < n; j++) for (int k = 0; k < 3; k++) a[i][j][k] = i * 100 + j * 10 + k;
    await f(1);
    printf("%zu %d\n", sizeof a, a[3][1][2]);
    __typeof__(int[await f(n)]) b, c[m], *d = &b;
    for (int i = 0; i < n; i++) b[i] = i;
    for (int i = 0; i < m; i++) for (int k = 0; k < n; k++) c[i][k] = i * k;
    await f(2);
    printf("%zu %zu %d %d\n", sizeof b, sizeof c, c[m - 1][n - 1], (*d)[await f(1)]);
    __typeof__(c) e;
    await f(1);
    e[m - 1][0] = 4;
    printf("%zu %zu %d\n", sizeof e, sizeof e[0], e[await f(m - 1)][0]);
    __typeof__(&c[0]) p = &c[1];
    await f(3);
    printf("%zu %d\n", sizeof *p, (*p)[1]);
    __auto_type q = c;
    await f(3);
    printf("%zu %d\n", sizeof *q, q[2][2]);
    __typeof__(int (*)[plain(n)]) r = q, s = p;
    await f(4);
    printf("%zu %d %d\n", sizeof *r, r[2][1], s[0][2]);
    int (*t[3])[m][n] = { &c, await f(1) ? &e : 0, &c };
    await f(5);
    printf("%zu %d %d\n", sizeof *t[0], (*t[0])[1][1], (*t[1])[m - 1][0]);
    printf("%zu\n", sizeof(__typeof__(c)));
    printf("%zu\n", sizeof(__typeof__(int[await f(2)][n])));
    int (*lit[2])[n] = { &c[0], &c[await f(1)] };
    printf("%d\n", (*lit[await f(1)])[2]);
    printf("%d\n", (*(__typeof__(int[await f(2)][await f(3)]) *)c)[1][1]);
    const __typeof__(int[n]) *pc = &b;
    await f(1);
    printf("%d %zu\n", (*pc)[2], sizeof *pc);
    __typeof__(*par) loc;
    loc[1] = 7;
    await f(2);
    printf("%d %zu\n", loc[1], sizeof loc);
    static int (*st)[3];
    st = (int (*)[3])c;
    await f(1);
    printf("%d\n", (*st)[0]);
    for (__typeof__(int[await f(3)]) it, *one = 0; !one; one = &it) { it[0] = 3; await f(1); printf("%d\n", it[0]); }
    printf("%d\n", calls);
    return 0;
}
async int main(void) {
    int x[5][3] = { { 0 } };
    return await work(3, 4, x);
}
// oracle: erase
