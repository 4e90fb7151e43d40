/* Generators and context managers are for async_for and async_with; nothing else can call them. */
#include <asyncc.h>

static async_generator int numbers(void) {
    yield 1;
}

static async_context int opened(void) {
    yield 1;
}

async int main(void) {
    int x = await numbers();            // error: numbers
    x += numbers();                     // error: numbers
    x += await opened();                // error: opened
    opened();                           // error: opened
    return x;
}
