/* An error thrown a hundred thousand awaits deep unwinds through all of them. */
#include <asyncc.h>
#include <stdio.h>

static long left;

static async long depth(long n) {
    defer left++;
    if (n == 0) {
        await async_sleep(1);
        throw(9, "bottom");
    }
    return await depth(n - 1) + 1;
}

async int main(void) {
    try {
        await depth(100000);
    } catch (e) {
        printf("%s %ld\n", e->message, left);
    }
    return 0;
}
// timeout: 60
// expect: bottom 100001
