// A dimension of variable length between constant ones, in arrays, pointers and parameters, across awaits.
// oracle: erase
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int sum(int n, int a[2][n][4], int (*b)[n][4], int (*c[2])[n][2]) {
    await later(0);
    return a[1][n - 1][3] + (*b)[0][1] + (*c[1])[n - 1][1] + (int)(sizeof *b + sizeof *c[0]);
}

static async int work(int n) {
    int cube[2][n][4], deep[await later(2)][3][n][2][5], (*rows)[n][4] = cube, (*pairs[2])[n][2], one[1][n];
    typedef int slice[n][4];
    slice slices[3];
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < 4; k++) cube[i][j][k] = i * 100 + j * 10 + k;
    int more[n][2];
    await later(1);
    for (int j = 0; j < n; j++) more[j][0] = await later(j), more[j][1] = j * 2, one[0][j] = j;
    pairs[0] = pairs[1] = &more;
    deep[1][2][n - 1][1][4] = await later(7);
    slices[2][n - 1][3] = deep[1][2][n - 1][1][4];
    __typeof__(cube) copy;
    copy[1][0][3] = rows[1][await later(0)][3];
    printf("%zu %zu %zu %zu %zu\n", sizeof cube, sizeof deep, sizeof *rows, sizeof slices, sizeof copy[0]);
    return await sum(n, cube, rows, pairs) + slices[2][n - 1][3] + copy[1][0][3] + one[0][n - 1];
}

async int main(void) {
    printf("%d\n", await work(3));
    printf("%d\n", await work(await later(5)));
}
