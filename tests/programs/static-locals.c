/* Static and extern locals live as long as the program, one for all calls. */
#include <asyncc.h>
#include <stdio.h>

int outside = 5;

static async int next(void) {
    static int n = 100;
    static struct { int a[2]; } s = { { 1, 2 } };
    extern int outside;
    await async_sleep(0);
    s.a[1] += n++;
    outside++;
    await async_sleep(0);
    return n + s.a[1];
}

async int main(void) {
    printf("%d\n", await next());
    printf("%d\n", await next());
    printf("%d\n", outside);
    return 0;
}

// expect: 203
// expect: 305
// expect: 7
