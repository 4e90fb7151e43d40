/* A yield or a return with a value where there is none to give, or without. */
#include <asyncc.h>

async_generator int numbers(void) {
    yield 1;
    yield;                          // error: 'yield' of 'numbers' needs a value
}

async_generator void nothing(void) {    // error: generator 'nothing' of type void: there is nothing that it could yield
    async_end;
}

async_context void manager(void) {
    yield 1;                        // error: 'manager' is of type void: its 'yield' takes no value
}

async_context int without(void) {   // error: context manager 'without' has no 'yield': its body has no place to run
    await async_sleep(1);
    return;
}

async int number(void) {
    await async_sleep(1);
    return;                         // error: async function 'number' should return a value
}
