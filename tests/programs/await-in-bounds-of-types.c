/* Awaits in the bounds of types that are not declared: of casts, of sizeof, with others around them. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

async int main(void) {
    int flat[12];
    for (int i = 0; i < 12; i++) flat[i] = i;
    printf("%d\n", ((int (*)[await later(3)])flat)[await later(2)][1]);
    printf("%d\n", (*(int (*)[2][await later(4)])flat)[1][await later(3)]);
    printf("%zu\n", sizeof(int[await later(5)]) / sizeof(int) + (size_t)await later(1));
    printf("%d\n", (int)sizeof(char[await later(2)][await later(3)]));
    int n = await later(3);
    int (*rows)[n] = (int (*)[n])flat;
    await later(0);
    printf("%d\n", rows[await later(1)][2]);
    return 0;
}
// oracle: erase
