/* The same by a case label. */
#include <asyncc.h>
#include <stdio.h>

async int main(int argc, char **argv) {
    (void)argv;
    switch (argc) {
        case 0:;
            defer puts("deferred");
            await async_sleep(0);
            break;
        case 1:                         // error: defer
            return 1;
    }
    return 0;
}
