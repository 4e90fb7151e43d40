/* defer inside try, catch and finally blocks: run when those blocks end, before what follows. */
#include <asyncc.h>
#include <stdio.h>

static async void fail(void) {
    await async_sleep(0);
    throw(1, "failed");
}

async int main(void) {
    try {
        defer puts("defer of try");
        await fail();
    } catch (e) {
        defer printf("defer of catch: %s\n", e->message);
        await async_sleep(0);
        puts("catch");
    } finally {
        defer puts("defer of finally");
        await async_sleep(0);
        puts("finally");
    }
    return 0;
}
// expect: defer of try
// expect: catch
// expect: defer of catch: failed
// expect: finally
// expect: defer of finally
