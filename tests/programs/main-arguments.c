/* argc and argv of the real main. */
#include <asyncc.h>
#include <stdio.h>

async int main(int argc, char **argv) {
    await async_sleep(0);
    printf("%d\n", argc);
    for (int i = 1; i < argc; i++) {
        await async_sleep(0);
        printf("[%s]\n", argv[i]);
    }
    return argv[argc] != NULL;
}
// args: one "two words" ''
// expect: 4
// expect: [one]
// expect: [two words]
// expect: []
