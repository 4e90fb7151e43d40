/* All errors of a file come in one run, in the order of the text. */
#include <asyncc.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

int plain(void) {
    return await one();                 // error: 'await' outside an async function
}

static async int forgets(void) {
    one();                              // error: never awaited
    return one();                       // error: never awaited
}

async int main(void) {
    yield 1;                            // error: yield
    throw();                            // error: 'throw()' outside a catch
    return await forgets();
}
