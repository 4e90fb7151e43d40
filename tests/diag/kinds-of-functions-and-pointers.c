/* What cannot be async, or not of that kind. */
#include <asyncc.h>

static async int object = 1;                // error: 'object' is neither a function nor a pointer to one: it cannot be async
async_generator int (*generator)(int);      // error: 'generator' is a pointer to a generator, which there is not
async_context int (*context)(int);          // error: 'context' is a pointer to a context manager, which there is not
