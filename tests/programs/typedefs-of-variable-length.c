/* Typedefs of variable length with awaits in their bounds and in their scope: what they mean is fixed where they are declared. */
#include <asyncc.h>
#include <stdarg.h>
#include <stdio.h>
static async int f(int x) { await async_sleep(0); return x; }
static int sum(int n, ...) {
    va_list ap; va_start(ap, n);
    int t = 0;
    while (n--) t += va_arg(ap, int);
    va_end(ap);
    return t;
}
#define LENGTH n
#define BYTES(t) sizeof(t)
async int work(int n, int m) {
    typedef int before[n];
    printf("%zu\n", sizeof(before));
    typedef char row[await f(n)], page[m][LENGTH + 1], // two
        (*rows)[n];
    row a;
    for (int i = 0; i < n; i++) a[i] = (char)('a' + i);
    await f(1);
    printf("%zu %zu %.*s %zu\n", sizeof a, sizeof(page), n, a, BYTES(row));
    page b, *q = &b;
    b[m - 1][n] = 'x';
    n += 10;
    await f(1);
    printf("%zu %zu %c\n", sizeof b, sizeof *q, (*q)[await f(m - 1)][n - 10]);
    rows r = (rows)(void *)b;
    printf("%zu %d\n", sizeof *r, sum(2, 1, await f(2)));
    typedef page book[2];
    book *k = (book *)b;
    await f(2);
    printf("%zu %d\n", sizeof *k, (char *)(*k)[0] == (char *)b);
    for (int i = 1; i < 4; i++) {
        typedef struct { int a, b; } cell, line[i], *pl;
        line l;
        pl one = &l[i - 1];
        one->a = i;
        cell two = { await f(i), 2 };
        printf("%zu %d %d\n", sizeof l, l[await f(i - 1)].a, two.a + two.b);
        {
            typedef long line[i + 1];
            line x; x[0] = 0; await f(1);
            (void)x;
        }
    }
    {
        int row = 3;
        struct { int row; } s = { row };
        await f(row);
        printf("%d\n", s.row);
    }
    const row *c = &a;
    volatile __typeof__(row) v;
    v[0] = (*c)[0];
    await f(1);
    printf("%c %zu %zu\n", v[0], sizeof v, sizeof(row[3]));
    return 0;
}
async int main(void) { return await work(3, 2); }
// oracle: erase
