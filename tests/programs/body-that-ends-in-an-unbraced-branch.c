/* What is written behind a body's last statement must not look like a part of it: clang warns of misleading indentation. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int x) { await async_sleep(0); return x; }

static async int ends_in_else(int a, int b, int c) {
    int x = await later(a), y = await later(b), z = await later(c);
    x += await later(y);
    y += await later(z);
    z += await later(x);
    x += await later(y);
    y += await later(z);
    z += await later(x);
    if (x + y + z > 100)
        return 0;
    else
        return x;
}

static async void ends_in_for(int a, int b, int c, int *to) {
    int x = await later(a), y = await later(b), z = await later(c);
    x += await later(y);
    y += await later(z);
    z += await later(x);
    x += await later(y);
    y += await later(z);
    z += await later(x);
    for (int i = 0; i < 3; i++)
        to[i] = x + y + z + i;
}

async int main(void) {
    int to[3];
    await ends_in_for(1, 2, 3, to);
    printf("%d %d %d\n", await ends_in_else(1, 2, 3), await ends_in_else(10, 20, 30), to[2]);
    return 0;
}
// expect: 8 0 35
