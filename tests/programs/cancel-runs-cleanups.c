/* A cancel arrives at the await where the task stands and unwinds through finally and defer; plain catch does not take it. */
#include <asyncc.h>
#include <stdio.h>

static async void inner(void) {
    defer puts("inner defer");
    try {
        await async_sleep(100);
        puts("never");
    } catch (e) {
        puts("never: a plain catch");
    } finally {
        await async_sleep(1);
        puts("inner finally");
    }
}

static async void outer(void) {
    defer puts("outer defer");
    int code = await async_try(inner());
    printf("never: %d\n", code);
}

async int main(void) {
    async_task(void) t = async_spawn(outer());
    await async_sleep(1);
    async_cancel(t);
    puts("asked");
    try {
        await async_join(t);
    } catch (e, UV_ECANCELED) {
        puts("joined a cancelled task");
    }
    return 0;
}
// expect: asked
// expect: inner finally
// expect: inner defer
// expect: outer defer
// expect: joined a cancelled task
