/* async_context: what is before the yield enters, what is after it leaves; with and without a value. */
#include <asyncc.h>
#include <stdio.h>

static async_context int opened(int n) {
    printf("open %d\n", n);
    await async_sleep(0);
    yield n * 10;
    await async_sleep(0);
    printf("close %d\n", n);
}

static async_context void marked(const char *name) {
    printf("<%s>\n", name);
    yield;
    printf("</%s>\n", name);
}

async int main(void) {
    async_with (int v, opened(1)) {
        printf("body %d\n", v);
        await async_sleep(0);
    }
    async_with (marked("a")) async_with (marked("b")) puts("text");
    async_with (int v, opened(2)) async_with (int w, opened(v)) printf("%d %d\n", v, w);
    return 0;
}
// expect: open 1
// expect: body 10
// expect: close 1
// expect: <a>
// expect: <b>
// expect: text
// expect: </b>
// expect: </a>
// expect: open 2
// expect: open 20
// expect: 20 200
// expect: close 20
// expect: close 2
