/* A macro that expands to its own name cannot be written out: it would be expanded again. */
#include <asyncc.h>

async int later(int x);
struct parts { int first, second; };
#define first second + parts.first

async int work(struct parts parts) {
    return await later(1) + parts.first;    // error: macro 'first' comes out of its own expansion
}
