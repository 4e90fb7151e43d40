/* async_gather: each branch says where its result goes, so results have types and are in order whoever ends first.
 * The settled form collects errors instead of throwing the first one. */
#include <asyncc.h>
#include <stdio.h>

static async int fetch(int n, double seconds) {
    await async_sleep(seconds);
    printf("fetched %d\n", n);
    return n * 100;
}

static async int might_fail(int n) {
    if (n == 2) throw(UV_EINVAL, "number %d is not allowed", n);
    await async_sleep(1);
    return n;
}

async int main(void) {
    double start = async_time();
    int a, b, c;
    await async_gather(a = fetch(1, 1), b = fetch(2, 2), c = fetch(3, 0.5));
    printf("results: %d %d %d after %.1f s\n", a, b, c, async_time() - start);

    int results[3];
    const async_error *errors[3];
    await async_gather_each_settled(errors, i, 3, results[i] = might_fail((int)i + 1));
    for (int i = 0; i < 3; i++) {
        if (errors[i]) printf("error: %s\n", errors[i]->message);
        else printf("success: %d\n", results[i]);
    }
    return 0;
}

// expect: fetched 3
// expect: fetched 1
// expect: fetched 2
// expect: results: 100 200 300 after 2.0 s
// expect: success: 1
// expect: error: number 2 is not allowed
// expect: success: 3
