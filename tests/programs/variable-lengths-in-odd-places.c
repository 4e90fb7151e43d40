/* Types of variable length by macros, typedefs of typedefs, pointers that are static, parameters of functions and of pointers to functions. */
#include <asyncc.h>
#include <stdio.h>
static async int f(int x) { await async_sleep(0); return x; }
#define ROW(n) typedef int row[n]; row r; r[0] = (n)
#define DECL(T, v) T v = { 0 }
#define SZ(t) sizeof(t)
#define LOOP typedef char loop_t[i + 1]; loop_t lt; lt[0] = 1; total += (int)SZ(loop_t) + lt[await f(0)]
async int work(int n) {
    int total = 0;
    ROW(n);
    await f(1);
    total += r[0] + (int)sizeof(row);
    for (int i = 0; i < await f(3); i++) { LOOP; if (i == 1) continue; total += 10; }
again:
    { typedef int vla[await f(n)]; vla v; v[n - 1] = 1; await f(1); total += (int)sizeof v + v[n - 1]; if (n++ < 4) goto again; }
    static int (*sp)[3]; 
    int big[4][3] = { { await f(1) } };
    sp = big;
    int (*vp)[n - 2 > 3 ? 3 : 3] = big;
    await f(1);
    total += (*sp)[0] + (*vp)[0];
    int dims = await f(2);
    int cube[dims][await f(3)][dims + 1];
    typedef __typeof__(cube[0]) plane;
    typedef plane *planes;
    planes ps = cube;
    ps[1][2][2] = await f(9);
    total += cube[1][2][2] + (int)(sizeof(plane) + sizeof *ps + sizeof ps[0][await f(0)]);
    switch (await f(dims)) {
    case 1: ;
        typedef int never[3];
    case 2: {
        typedef short pair_t[dims]; pair_t pt; pt[0] = 3; total += pt[await f(0)];
    }
    }
    return total;
}
static int helper(int n, int a[n][n]) { return a[n - 1][0]; }
async int params(int n, int m, int a[n][m], int (*b)[m], int c[const restrict static n], int (*fn)(int k, int x[k][k])) {
    int s = 0;
    for (int i = 0; i < n; i++) s += a[i][await f(m - 1)] + b[i][0] + c[i];
    int sq[n][n];
    sq[n - 1][0] = await f(5);
    return s + fn(n, sq) + (int)sizeof *a + (int)sizeof *b;
}
async int main(void) {
    printf("%d\n", await work(2));
    int a[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } }, c[2] = { 7, 8 };
    printf("%d\n", await params(2, 3, a, a, c, helper));
    return 0;
}
// flags: -Wno-implicit-fallthrough -Wno-unused-local-typedefs
// oracle: erase
