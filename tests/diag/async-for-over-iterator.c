/* async_for takes an iterator through async_rest. */
#include <asyncc.h>

static async_generator char *words(void) {
    yield "a";
}

async int main(void) {
    async_iterator(char *) it = async_iterate(words());
    // flags: -Wno-incompatible-function-pointer-types -Wno-incompatible-pointer-types
    async_for (char *word, it) (void)word;      // error: 'async_for' goes on with an iterator by 'async_rest'
    await async_generator_close(it);
    return 0;
}
