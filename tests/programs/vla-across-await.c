/* VLAs live across awaits: in a loop, two dimensions, pointers to one, leaving by break and continue. */
#include <asyncc.h>
#include <stdio.h>

static async void wait(void) {
    await async_sleep(0);
}

static async int corner(int rows, int columns, int grid[rows][columns]) {
    await wait();
    return grid[rows - 1][columns - 1];
}

async int main(void) {
    for (int n = 1; n < 5; n++) {
        int row[n];
        for (int i = 0; i < n; i++) row[i] = i + n;
        await wait();
        if (n == 2) continue;
        int (*p)[n] = &row;
        await wait();
        printf("%d %zu\n", (*p)[n - 1], sizeof *p / sizeof **p);
        if (n == 3) break;
    }
    int r = 2, c = 3;
    int grid[r][c];
    for (int i = 0; i < r; i++)
        for (int j = 0; j < c; j++) grid[i][j] = 10 * i + j;
    printf("%d\n", await corner(r, c, grid));
    printf("%zu\n", sizeof grid);
    return 0;
}

// expect: 1 1
// expect: 5 3
// expect: 12
// expect: 24
