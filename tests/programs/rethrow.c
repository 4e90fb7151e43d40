/* throw() in a catch: the same error goes on, past the catches of the same try. */
#include <asyncc.h>
#include <stdio.h>

static async void fail(void) {
    await async_sleep(0);
    throw(UV_EIO, "disk %s", "gone");
}

static async void middle(void) {
    try {
        await fail();
    } catch (e, UV_EIO) {
        printf("middle saw %s\n", e->message);
        await async_sleep(0);
        throw();
    } catch (e) {
        puts("never");
    }
    puts("never");
}

async int main(void) {
    try {
        await middle();
    } catch (e) {
        printf("main saw %s\n", e->message);
    }
    return 0;
}
// expect: middle saw disk gone
// expect: main saw disk gone
