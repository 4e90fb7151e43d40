/* static inline coroutines of a header: awaited, gathered, their addresses taken in every place, called as blocking functions from plain
 * code, in several units. */
#include <asyncc.h>
#include "inline.h"
#include <stdio.h>

#define NAMED doubled
#define CALL(f, x) f(x)

async int (*global)(int) = doubled;
static struct { const char *name; step *run; } const table[] = { { "quadrupled", quadrupled }, { "named", NAMED }, { "recursive", &recursive } };

static int blocking(int x) { return doubled(x) + CALL(quadrupled, x); }
static step *choose(int which) {
    static step *const steps[] = { doubled, quadrupled, NAMED };
    return which < 3 ? steps[which] : recursive;
}
struct with { step *run; int x; };

async int run(void) {
    async int (*p)(int) = doubled;
    static step *kept = quadrupled, *other = NAMED;
    struct with w = { .run = recursive, .x = 3 }, *pw = &(struct with){ NAMED, 9 };
    int a = 1, b = 2, sum = 0;

    printf("%d %d\n", await p(3), await global(4));
    printf("%d %d\n", await kept(2), await other(5));
    printf("%d %d\n", await w.run(w.x), await pw->run(pw->x));
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) printf("%s %d\n", table[i].name, await table[i].run(3));
    for (int i = 0; i < 4; i++) printf("%d\n", await choose(i)(1));
    await async_gather(a = doubled(a), b = p(b), sum = recursive(4));
    printf("%d %d %d\n", a, b, sum);
    await apply(doubled, &a);
    await apply(quadrupled, &b);
    printf("%d %d %d\n", a, b, p == doubled && choose(0) == doubled);
    p = (await async_sleep(0), a == 0) ? quadrupled : doubled;
    printf("%d %d\n", await p(7), await step_of_second()(7));
    async_for (int i, below(3)) sum += i;
    printf("%d %d\n", sum, await from_second(1));
    return 0;
}

int main(void) {
    printf("%d\n", blocking(1));
    printf("%d\n", async_run(doubled(21)));
    return async_run(run());
}
// expect: 6
// expect: 42
// expect: 6 8
// expect: 8 10
// expect: 12 18
// expect: quadrupled 12
// expect: named 6
// expect: recursive 12
// expect: 2
// expect: 4
// expect: 2
// expect: 2
// expect: 2 4 20
// expect: 4 16 1
// expect: 14 28
// expect: 23 6
