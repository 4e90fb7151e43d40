/* For included-code-in-a-header.c. */
static inline async int included(int x) {
#include "included-code.h"
}
