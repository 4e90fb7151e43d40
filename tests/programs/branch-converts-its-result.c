/* Where the function itself stores the result of a branch, it is converted as any assigned value. */
#include <asyncc.h>
#include <stdio.h>

static async int number(int n) {
    await async_sleep(1);
    return n;
}
static async int at_once(int n) { return n; }
static async double half(int n) {
    await async_sleep(1);
    return n / 2.0;
}
static int plain(int n) { return n; }

static async int all(void) {
    double d = 0;
    long l = -1;
    _Bool b = 0;
    int i = 0;
    await async_wait_for(d = number(3), 5);
    printf("%g ", d);
    printf("%d ", await async_try(l = number(-4)));
    printf("%ld ", l);
    await async_wait_for(b = at_once(16), 5);
    printf("%d ", b);
    await async_to_thread(d = plain(7));
    printf("%g ", d);
    await async_wait_for(i = (half(9)), 5);
    printf("%d ", i);
    int status = await async_try(d = async_join(async_spawn(number(6))));
    printf("%d %g\n", status, d);
    return 5;
}

int main(void) {
    double d = 0, e = 0, f = 0;
    async_error *error;
    long n = async_run(d = all());
    int status = async_run_try(&error, e = number(4));
    printf("%g %d %g %ld %g\n", d, status, e, n, (async_run(f = half(5))));
    return 0;
}
// expect: 3 0 -4 1 7 4 0 6
// expect: 5 0 4 5 2.5
