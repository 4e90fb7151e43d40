/* Declarators of every shape: tables of functions, pointers to arrays and to functions that return pointers, arrays of pointers to arrays,
 * functions that take and return them; live across awaits. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static int plus(int a, int b) { return a + b; }
static int minus(int a, int b) { return a - b; }
static int (*choose(int which))(int, int) { return which ? minus : plus; }
static int rows[3][4] = { { 1, 2, 3, 4 }, { 5, 6, 7, 8 }, { 9, 10, 11, 12 } };
static int (*row(int i))[4] { return &rows[i]; }

typedef int four[4];
static async four *row_later(int i) { await async_sleep(0); return &rows[i]; }
static async int sum(int (*a)[4], int n) {
    int s = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 4; j++) s += await later(a[i][j]);
    return s;
}
typedef int (*operation)(int, int);
static async operation choose_later(int which) { await async_sleep(0); return choose(which); }

async int main(void) {
    int (*table[2])(int, int) = { plus, minus };
    int (*(*chooser)(int))(int, int) = choose;
    int (*(*rower)(int))[4] = row;
    int (*ends[2])[4] = { &rows[0], &rows[2] };
    int (*(*all)[2])(int, int) = &table;
    const char *const names[][2] = { { "a", "b" }, { "c", "d" } };
    const char *const (*name)[2] = names;
    four copy[2] = { { 1 }, { [3] = 9 } }, *where = copy;
    void (*nothing)(void) = 0;

    printf("%d\n", table[await later(1)](await later(9), await later(4)));
    printf("%d\n", chooser(await later(0))(await later(2), 3));
    printf("%d\n", (await choose_later(1))(await later(20), await later(1)));
    printf("%d\n", (*rower(await later(1)))[await later(2)]);
    printf("%d\n", (*await row_later(2))[await later(3)]);
    printf("%d %d\n", (*ends[await later(1)])[0], await later((*ends[0])[3]));
    printf("%d\n", (*all)[await later(0)](5, await later(6)));
    printf("%s%s\n", name[await later(1)][0], (*(name + await later(0)))[await later(1)]);
    where += await later(1);
    (*where)[await later(0)] += await later(7);
    printf("%d %d %d\n", await sum(copy, 2), await sum(rows + 1, await later(2)), nothing == 0);
    printf("%d %d\n", (int)(&rows[await later(2)] - rows), (int)(sizeof *rower(await later(0)) / sizeof(int)));
    return 0;
}
// oracle: erase
