/* With -std=gnu89: declarations first, functions in the old style beside async ones, implicit int, inline of GNU, no // comments in code. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async int later(int value)
{
    await async_sleep(0);
    return value;
}

static int old(a, b)
    int a;
    char b;
{
    return a + b;
}

static counter;
static __inline__ async int twice(int x) { return 2 * await later(x); }

async int main()
{
    int i, sum = 0;
    auto int local = 3;
    register plain = await later(4);
    char text[] = "abc";
    struct { int a, b; } pair = { 1, 2 };
    static const unsigned char table[3] = { 1, 2, 3 };

    for (i = 0; i < await later(3); i++) {
        int inner = table[await later(i)];
        sum += old(await later(i), inner);
    }
    pair.a += await twice(local);
    counter += await later(plain);
    text[await later(1)] -= 'a' - 'A';
    printf("%d %d %d %s %d\n", sum, pair.a, counter, text, (int)strlen(text) + pair.b);
    if (await later(0)) goto never;
    switch (await later(2)) { case 2: sum = await later(5); }
never:
    return sum - 5;
}
// flags: -std=gnu89 -Wno-implicit-int -Wno-old-style-definition -Wno-deprecated-non-prototype -Wno-unknown-warning-option -Wno-strict-prototypes
// oracle: erase
