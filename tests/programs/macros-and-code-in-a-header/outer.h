#ifndef OUTER
#define OUTER
#include "sub/inner.h"
static inline async int outer(int x) { CHECK(x); return await later_more(x) + LATER(1); }
#endif
