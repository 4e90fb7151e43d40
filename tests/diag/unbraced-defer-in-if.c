/* A defer that is the whole body of an if or a loop would run at once. */
#include <asyncc.h>
#include <stdio.h>

async int main(int argc, char **argv) {
    (void)argv;
    if (argc) defer puts("a");          // error: defer
    while (argc--) defer puts("b");     // error: defer
    for (;;) defer puts("c");           // error: defer
    await async_sleep(0);
    return 0;
}
