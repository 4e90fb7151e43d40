/* Code may be included into an async function; a function that begins in an included file ends there. */
#include <asyncc.h>
#include "head.inc"
{
    await async_sleep(0);
    return x + 1;
}

async int main(void) { return await f(1); }     // error@-9: code of async function 'f' comes from another file
