/* An async function called from plain code blocks until it has a result. */
#include <asyncc.h>
#include <stdio.h>

async int fetch(int n) {
    await async_sleep(1);
    return n * 2;
}

async void hello(const char *name) {
    await async_sleep(0);
    printf("hello %s\n", name);
}

struct pair { int a; double b; };

async struct pair both(int a, double b) {
    await async_sleep(0.5);
    return (struct pair){ a, b };
}

int main(void) {
    hello("plain");
    printf("%d\n", fetch(4) + fetch(5));
    struct pair p = both(1, 2.5);
    printf("%d %.1f\n", p.a, p.b);
    return 0;
}
// expect: hello plain
// expect: 18
// expect: 1 2.5
