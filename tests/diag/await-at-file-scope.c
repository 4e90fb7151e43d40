/* await in an initialiser outside any function. */
#include <asyncc.h>

int value = await 3;                    // error: 'await' outside an async function
