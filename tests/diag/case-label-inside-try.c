/* A case label inside a try whose switch is outside it is a jump into it. */
#include <asyncc.h>
#include <stdio.h>

async int main(int argc, char **argv) {
    (void)argv;
    switch (argc) {
        case 0:
            try {
                puts("zero");
        case 1:                         // error: try
                await async_sleep(0);
            } finally {
                puts("finally");
            }
    }
    return 0;
}
// flags: -Wno-implicit-fallthrough
