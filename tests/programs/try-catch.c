/* An error thrown deep inside arrives at the nearest catch, with its code and its message. */
#include <asyncc.h>
#include <stdio.h>
#include <uv.h>

static async int risky(int n) {
    await async_sleep(0);
    if (n > 1) throw(UV_EINVAL, "bad n: %d", n);
    printf("fine %d\n", n);
    return n;
}

static async int middle(int n) {
    int x = await risky(n) + 1;
    printf("middle %d\n", x);
    return x;
}

async int main(void) {
    try {
        await middle(1);
        await middle(2);
        puts("never");
    } catch (e) {
        printf("caught %s: %s\n", uv_err_name(e->code), e->message);
    }
    puts("after");
    return 0;
}
// expect: fine 1
// expect: middle 2
// expect: caught EINVAL: bad n: 2
// expect: after
