/* Aggregates: members in textual order, nested and designated ones too; what is not named is zero. */
#include <asyncc.h>
#include <stdio.h>

struct inner { int x, y; };
struct outer { int a; struct inner in; int list[4]; const char *name; };

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

static void show(struct outer o) {
    printf("%d {%d %d} [%d %d %d %d] %s\n", o.a, o.in.x, o.in.y, o.list[0], o.list[1], o.list[2], o.list[3],
           o.name ? o.name : "-");
}

async int main(void) {
    struct outer one = { await later(1), { await later(2), 3 }, { 4, await later(5) }, "one" };
    show(one);
    struct outer two = { .list = { [2] = await later(6), [0] = await later(7) }, .in.y = await later(8), .a = 9 };
    show(two);
    int array[] = { 1, await later(11), [4] = await later(12), 13 };
    for (size_t i = 0; i < sizeof array / sizeof *array; i++) printf("%d ", array[i]);
    puts("");
    struct inner copy = one.in, pair[2] = { copy, { .y = await later(14) } };
    printf("%d %d %d %d\n", pair[0].x, pair[0].y, pair[1].x, pair[1].y);
    return 0;
}
// flags: -Wno-missing-field-initializers

// expect: later 1
// expect: later 2
// expect: later 5
// expect: 1 {2 3} [4 5 0 0] one
// expect: later 6
// expect: later 7
// expect: later 8
// expect: 9 {0 8} [7 0 6 0] -
// expect: later 11
// expect: later 12
// expect: 1 11 0 0 12 13 
// expect: later 14
// expect: 2 3 0 14
