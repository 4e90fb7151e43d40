// Bounds of types count as reads: what they name lives across the awaits before them, also where no await follows.
// oracle: erase
// expect: 8 4
// expect: 8 8
// expect: 12 3
// expect: 5
// expect: 6 24
#include <asyncc.h>
#include <stdio.h>

struct size { unsigned n; };

async void pause_(void) { await async_sleep(0); }

async int array(unsigned a, struct size s) {
    await pause_();
    {
        char line[s.n * 2];
        printf("%zu %u\n", sizeof line, a);
    }
    return 0;
}

async int defined(unsigned n) {
    await pause_();
    {
        typedef char line[n];
        printf("%zu %zu\n", sizeof(line), sizeof(__typeof__(char[n])));
    }
    return 0;
}

async int pointer(int n) {
    int cells[4][n];
    await pause_();
    {
        int (*row)[n] = cells;
        printf("%zu %d\n", sizeof *row, (int)(sizeof row[0] / sizeof row[0][0]));
    }
    return 0;
}

async int cast(int n, int m) {
    char memory[64] = "abcdefgh";
    await pause_();
    printf("%d\n", (int)(((char (*)[n])memory)[1] - memory) + m * 0);
    return 0;
}

async int rows(int n, int m) {
    await pause_();
    {
        int grid[n][m], (*end)[m] = grid + n;
        printf("%d %zu\n", (int)(end[0] - grid[0]), sizeof grid);
    }
    return 0;
}

async int main(void) {
    await array(4, (struct size){ 4 });
    await defined(8);
    await pointer(3);
    await cast(5, 1);
    await rows(2, 3);
}
