/* Falling off the end of main is `return 0`. */
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    await async_sleep(0);
    puts("end");
}
// expect: end
