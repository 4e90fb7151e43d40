/* Plain standard input works in async functions. */
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    char line[100];
    int total = 0, n;
    while (fgets(line, sizeof line, stdin)) {
        await async_sleep(0);
        if (sscanf(line, "%d", &n) == 1) total += n;
    }
    printf("%d\n", total);
    return 0;
}
// stdin: 1
// stdin: 20
// stdin: 300
// expect: 321
