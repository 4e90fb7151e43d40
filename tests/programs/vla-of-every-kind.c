/* Variable-length arrays: of several dimensions, as parameters in every notation, in loops, pointers to them, with sizeof and side effects in bounds, jumped out of, live across awaits and not. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int total(int n, int m, int a[n][m]) {
    int sum = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) sum += await later(a[i][j]);
    return sum + (int)(sizeof a[0] / sizeof(int)) * 1000;
}
static async int by_pointer(size_t n, int (*a)[n]) {
    await later(0);
    return (*a)[n - 1] + (int)sizeof *a;
}
static async int at_least(int n, const int a[static n], int b[const restrict n]) {
    b[0] = await later(a[n - 1]);
    return b[0] + await later(a[0]);
}
static async int last_of(int n, int m, int (*rows)[m + 1]) {
    n -= await later(1);
    m += 100;               /* the type was fixed on entry */
    return rows[n][sizeof *rows / sizeof(int) - 1];
}
static async int star(int n, int a[*]);
static async int star(int n, int a[n]) { return a[await later(n - 1)]; }
static int plain(int n, int m, int a[n][m]) { return a[n - 1][m - 1]; }

static async int many(int n) {
    int calls = 0, sum = 0;
    for (int i = 1; i <= n; i++) {
        int a[i], b[++calls + 1][await later(i)];
        char text[sizeof a];
        for (int k = 0; k < i; k++) a[k] = b[1][k] = await later(k * i);
        await later(0);
        sum += a[i - 1] + b[1][0] + (int)(sizeof b / sizeof **b) + (int)sizeof text;
        if (i == 3) continue;
        if (i == 6) break;
        int *c[i];
        c[0] = a;
        sum += *c[await later(0)] + (int)(sizeof c / sizeof *c);
    }
    return sum * 10 + calls;
}

static async int jumps(int n) {
    int rounds = 0;
again:;
    int a[n + rounds];
    a[n + rounds - 1] = await later(rounds);
    if (++rounds < 4) goto again;
    {
        char b[rounds][2];
        b[0][0] = (char)await later(7);
        if (await later(a[n + 2])) goto out;
        rounds += b[0][0];
    }
out:
    return rounds + (int)sizeof a / (int)sizeof *a;
}

static async int not_across(int n) {
    int sum = await later(1);
    {
        int a[n];
        for (int i = 0; i < n; i++) a[i] = i;
        sum += a[n - 1] + (int)sizeof a;
    }
    sum += ({ int a[n][n]; a[1][1] = 5; a[1][1]; });
    return sum + await later(n);
}

static async int arguments(int n) {
    int a[n][n + 1];
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= n; j++) a[i][j] = 10 * i + await later(j);
    int sum = await total(n, n + 1, a) + await by_pointer((size_t)n + 1, &a[await later(1)]) + await last_of(n, n, a);
    int one[n], two[n];
    one[0] = await later(4);
    one[n - 1] = 9;
    return sum + await at_least(n, one, two) + await star(n, one) + plain(await later(n), n + 1, a) + two[0];
}

async int main(void) {
    printf("%d\n", await many(8));
    printf("%d %d\n", await jumps(2), await not_across(4));
    printf("%d\n", await arguments(3));
    return 0;
}
// flags: -Wno-vla-parameter -Wno-unknown-warning-option
// oracle: erase
