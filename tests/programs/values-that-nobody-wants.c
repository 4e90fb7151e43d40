// expect: 1 2 3 4 5
// Statement expressions that stand for their effects, as the macros of many projects do: no compiler complains about their values,
// nor about the parentheses around their conditions.
#include <asyncc.h>
#include <stdio.h>

static int count;

#define NEXT() ({ await async_sleep(0); printf("%s%d", count ? " " : "", count + 1); ++count; count; })
#define WHEN(c) ((c) ? ({ int now = NEXT(); now; }) : 0)

#define IS(n) (({ await async_sleep(0); count; }) == (n))

async int main(void) {
    NEXT();
    WHEN(count == 1);
    count > 5 ? NEXT() : ({ NEXT(); count; });
    for (NEXT(); count < 5; NEXT()) { }
    if (IS(5)) puts("");
    while (IS(6)) { }
}
