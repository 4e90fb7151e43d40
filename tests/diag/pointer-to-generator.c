/* Pointers to generators and context managers. */
#include <asyncc.h>

static async_generator int numbers(void) {
    yield 1;
}

static async_context int opened(void) {
    yield 1;
}

async int main(void) {
    int (*p)(void) = numbers;           // error: numbers
    int (*q)(void) = &opened;           // error: opened
    await async_sleep(0);
    return p == q;
}
