/* A program has one beginning and one end. */
#include <asyncc.h>

async_generator int main(void) {            // error: 'main' cannot be a generator
    yield 1;
}
