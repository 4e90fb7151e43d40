/* Branches run concurrently; results go where the branches say. */
#include <asyncc.h>
#include <stdio.h>

static async int work(const char *name, double seconds) {
    printf("%s starts\n", name);
    await async_sleep(seconds);
    printf("%s ends\n", name);
    return (int)(seconds * 10);
}

struct result { int value; };

async int main(void) {
    int a = 0, list[3] = { 0 };
    struct result r, *p = &r;
    int i = 1;
    await async_gather(a = work("a", 0.3), list[i + 1] = work("b", 0.1), p->value = work("c", 0.2), work("d", 0.4));
    printf("%d %d %d\n", a, list[2], r.value);
    await async_gather();
    await async_gather(a = work("e", 0));
    puts("end");
    return 0;
}
// expect: a starts
// expect: b starts
// expect: c starts
// expect: d starts
// expect: b ends
// expect: c ends
// expect: a ends
// expect: d ends
// expect: 3 1 2
// expect: e starts
// expect: e ends
// expect: end
