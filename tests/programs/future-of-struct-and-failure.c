/* Futures of structs and of void, and one that fails. */
#include <asyncc.h>
#include <stdio.h>

struct point { int x, y; };
static async_future(struct point) p;
static async_future(void) v;
static async_future(int) f;

static void set(void *data) {
    (void)data;
    async_future_set(p, (struct point){ 1, 2 });
    async_future_set(v);
    async_future_fail(f, UV_EIO, "read %s", "failed");
}

async int main(void) {
    p = async_future_new(struct point);
    v = async_future_new(void);
    f = async_future_new(int);
    async_call_later(1, set, NULL);
    printf("%d\n", (await async_join(p)).y);
    await async_join(v);
    try {
        await async_join(f);
    } catch (e, UV_EIO) {
        puts(e->message);
    }
    return 0;
}
// expect: 2
// expect: read failed
