/* Nor can code be included in a function of a header; in a source it can. */
#include <asyncc.h>
#include "included.h"

async int main(void) { return await included(1); }     // error@-5: code of async function 'included' comes from another file
