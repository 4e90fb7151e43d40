/* A forward jump past a defer of the same block would leave it unclear whether it runs. */
#include <asyncc.h>
#include <stdio.h>

async int main(int argc, char **argv) {
    (void)argv;
    if (argc > 1) goto end;             // error: defer
    defer puts("deferred");
    await async_sleep(0);
end:
    return 0;
}
