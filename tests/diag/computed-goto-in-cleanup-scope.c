/* A computed goto inside a try could leave it without its finally. */
#include <asyncc.h>
#include <stdio.h>

async int main(int argc, char **argv) {
    (void)argv;
    static void *const table[] = { &&inside, &&outside };
    try {
        await async_sleep(0);
        goto *table[argc > 1];          // error: a computed goto inside a cleanup scope
    inside:
        puts("inside");
    } finally {
        puts("finally");
    }
outside:
    return 0;
}
