/* What main returns is the status of the program. */
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    await async_sleep(0);
    puts("returning 37");
    return 37;
}
// expect: returning 37
// exit: 37
