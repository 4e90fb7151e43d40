/* Nested loops over two-dimensional arrays, structs of arrays, and results by value. */
#include <asyncc.h>
#include <stdio.h>

struct matrix { double at[4][4]; };

static async double cell(const struct matrix *a, const struct matrix *b, int i, int j) {
    double sum = 0;
    for (int k = 0; k < 4; k++) {
        sum += a->at[i][k] * b->at[k][j];
        if ((i + j + k) % 4 == 0) await async_sleep(0);
    }
    return sum;
}

static async struct matrix multiply(struct matrix a, struct matrix b) {
    struct matrix c;
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) c.at[i][j] = await cell(&a, &b, i, j);
    return c;
}

async int main(void) {
    struct matrix m, power = { { { 1 }, { 0, 1 }, { 0, 0, 1 }, { 0, 0, 0, 1 } } };
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) m.at[i][j] = (i * 3 + j * 2) % 5 - 1;
    for (int n = 0; n < 4; n++) power = await multiply(power, m);
    for (int i = 0; i < 4; i++) printf("%g %g %g %g\n", power.at[i][0], power.at[i][1], power.at[i][2], power.at[i][3]);
    printf("%g\n", (await multiply(m, await multiply(m, m))).at[3][2]);
    return 0;
}
// oracle: erase
