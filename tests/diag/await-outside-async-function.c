/* await in a plain function. */
#include <asyncc.h>

async int fetch(int n);

int plain(void) {
    return await fetch(1);              // error: 'await' outside an async function
}

static inline void other(void) {
    if (await fetch(2)) return;         // error: 'await' outside an async function
}

void (*used)(void) = other;
