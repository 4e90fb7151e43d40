/* A header's text cannot be put together anew, so macros that hide what is to be translated are written out by its author. */
#include <asyncc.h>
#include "in-header.h"

async int main(void) { return await checked(1); }     // error@-5: macro 'CHECK' hides what has to be translated
