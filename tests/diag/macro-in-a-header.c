/* A header whose place in the source cannot be seen: what is in front of it is not known to the preprocessor. */
// flags: -include tests/diag/in-header.h
#include <asyncc.h>

async int main(void) { return await checked(1); }     // error@-5: macro 'CHECK' hides what has to be translated
