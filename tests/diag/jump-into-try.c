/* Blocks that have an entry of their own cannot be jumped into. */
#include <asyncc.h>
#include <stdio.h>

static async_generator int numbers(void) {
    yield 1;
}

static async_context void entered(void) {
    yield;
}

async int main(int argc, char **argv) {
    (void)argv;
    if (argc == 1) goto in_try;         // error: try
    if (argc == 2) goto in_catch;       // error: catch
    if (argc == 3) goto in_finally;     // error: finally
    if (argc == 4) goto in_for;         // error: async_for
    if (argc == 5) goto in_with;        // error: async_with
    try {
    in_try:
        await async_sleep(0);
    } catch (e) {
    in_catch:
        puts(e->message);
    } finally {
    in_finally:
        await async_sleep(0);
    }
    async_for (int x, numbers()) {
    in_for:
        printf("%d\n", x);
    }
    async_with (entered()) {
    in_with:
        await async_sleep(0);
    }
    return 0;
}
