/* A long body with many awaits, which save and load in one place: locals of several blocks and of one name, a `_Bool` and a record beside scalars,
 * a constant, and errors that come with a resumption, to handlers that read what lives across the await. */
#include <asyncc.h>
#include <stdbool.h>
#include <stdio.h>

struct pair { int a, b; };

static async int later(int value) {
    await async_sleep(0.01);
    if (value < 0) throw(-value, "below zero");
    return value;
}

static async int work(int kept, int changed) {
    int total = 0, x = await later(kept);
    const long fixed = await later(x + 1);
    double half = fixed / 2.0;
    {
        int x = await later(10);
        bool even = x % 2 == 0;
        struct pair p = { x, await later(2) };
        for (int i = 0; i < 3; i++) {
            x += await later(i);
            if (i == 1) even = !even;
            p.a += await later(i * 2);
        }
        total += x + even * 100 + p.a * 1000 + p.b;
    }
    changed += await later(5);
    try {
        int y = await later(7);
        bool seen = y == 7;
        struct pair q = { y, y };
        try {
            total += await later(1);
            q.b = await later(-3);
        } catch (e) {
            printf("inner %d: %d %d %d %d\n", e->code, y, seen, q.a, q.b);
            y = await later(8);
        }
        total += y;
        await later(changed > 0 ? -4 : 4);
        printf("never\n");
    } catch (e, 4) {
        printf("outer %d: %d %d %ld %.1f\n", e->code, total, changed, fixed, half);
    } finally {
        total += await later(kept);
    }
    defer printf("left with %d\n", total);
    if (total % 2) total += await later(1);
    await later(-9);
    return total;
}

async int main(void) {
    try {
        printf("%d\n", await work(3, 4));
    } catch (e) {
        printf("main %d: %s\n", e->code, e->message);
    }
    return 0;
}
// expect: inner 3: 7 1 7 7
// expect: outer 4: 16024 9 4 2.0
// expect: left with 16028
// expect: main 9: below zero
