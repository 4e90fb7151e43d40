/* Without a typedef it cannot be told which of the two functions is the async one. */
#include <asyncc.h>

async int (*choose(int n))(int);        // error: typedef

async int main(void) {
    await async_sleep(0);
    return 0;
}
