/* The index, the array, or both await. */
#include <asyncc.h>
#include <stdio.h>

static int table[] = { 10, 11, 12, 13 };

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

static async int *rows(void) {
    puts("rows");
    await async_sleep(0);
    return table;
}

async int main(void) {
    int grid[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
    printf("%d\n", table[await later(2)]);
    printf("%d\n", (await rows())[await later(1)]);
    printf("%d\n", grid[await later(1)][await later(2)]);
    printf("%d\n", (await later(1))[grid[1]]);
    table[await later(3)] = 99;
    printf("%d %d\n", table[3], *(await rows() + await later(3)));
    return 0;
}

// expect: later 2
// expect: 12
// expect: rows
// expect: later 1
// expect: 11
// expect: later 1
// expect: later 2
// expect: 6
// expect: later 1
// expect: 5
// expect: later 3
// expect: rows
// expect: later 3
// expect: 99 99
