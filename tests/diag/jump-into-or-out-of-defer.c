/* A defer is left at its end only, and entered at its begin only. */
#include <asyncc.h>
#include <stdio.h>

async int main(int argc, char **argv) {
    (void)argv;
    for (int i = 0; i < argc; i++) {
        defer {
            if (argc == 1) return 1;    // error: return
            if (argc == 2) break;       // error: break
            if (argc == 3) continue;    // error: continue
            if (argc == 4) goto out;    // error: goto
            for (;;) break;
        inside:
            await async_sleep(0);
        }
        if (argc == 5) goto inside;     // error: defer
    }
out:
    return 0;
}
