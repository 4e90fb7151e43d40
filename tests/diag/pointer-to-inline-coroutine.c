/* A coroutine that a header defines is translated where it is awaited; its address would be that of the header's own text. */
#include <asyncc.h>
#include "inline.h"

async int main(void) {
    async int (*p)(int) = doubled;      // error: a pointer to 'doubled' would lead to the header's own text of it
    return await p(3) + await doubled(1);
}
