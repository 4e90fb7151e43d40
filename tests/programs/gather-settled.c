/* Never throws for a branch: an array of errors, null where there is none. */
#include <asyncc.h>
#include <stdio.h>

static async int might_fail(int n) {
    await async_sleep(n);
    if (n % 2) throw(n, "odd %d", n);
    return n * 10;
}

async int main(void) {
    const async_error *errors[3];
    int a = 0, b = 0, c = 0;
    await async_gather_settled(errors, a = might_fail(2), b = might_fail(1), c = might_fail(4));
    for (int i = 0; i < 3; i++) printf("%s\n", errors[i] ? errors[i]->message : "none");
    printf("%d %d %d\n", a, b, c);

    const async_error *more[4];
    int results[4] = { 0 };
    await async_gather_each_settled(more, i, 4, results[i] = might_fail((int)i));
    for (int i = 0; i < 4; i++) printf("%d %s\n", results[i], more[i] ? more[i]->message : "none");
    printf("%s\n", errors[1]->message);
    return 0;
}
// expect: none
// expect: odd 1
// expect: none
// expect: 20 0 40
// expect: 0 none
// expect: 0 odd 1
// expect: 20 none
// expect: 0 odd 3
// expect: odd 1
