/* #include in the middle of async functions: of cases, statements, expressions, declarations and constants, with awaits in them; the same file
 * several times; lines that are reported are those of the included file. */
#include <asyncc.h>
#include <assert.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int choose(int n) {
    int sum = 0;
    await later(0);
    switch (await later(n)) {
#define CASE(n, v) case n: sum += await later(v); break;
#include "cases.inc"
#undef CASE
    default:
        sum = -1;
    }
    return sum;
}

static async int names(void) {
    static const char *const table[] = {
#define CASE(n, v) [n] = #v,
#include "cases.inc"
#undef CASE
    };
    int squares[] = {
#include "numbers.inc"
    };
    int sum = 0;
    for (int i = 0; i < (int)(sizeof squares / sizeof *squares); i++) sum += await later(squares[i]);
    printf("%s %d\n", table[await later(2)], sum);
    return sum;
}

static async int statements(int n) {
#include "statements.inc"
    await later(0);
    {
        n *= 2;
#include "statements.inc"
    }
    printf("main.c: %d\n", __LINE__);
    return sum + n +
#include "expression.inc"
        ;
}

static async int ending(int x) {
#include "tail.inc"

async int main(void) {
    printf("%d\n", await ending(4));
    for (int i = 0; i < 4; i++) printf("%d\n", await choose(i));
    await names();
    printf("%d\n", await statements(3));
    return 0;
}
// oracle: erase
