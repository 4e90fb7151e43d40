/* An async function of a header, below another one, whose macros await, return and jump, into which code is included, and which has a type of
 * variable length. */
#include "outer.h"
#include "outer.h"
#include "sub/inner.h"
#include <stdio.h>
async int main(void) {
    printf("%d %d\n", await twice(-1), await twice(4));
    for (int i = 1; i < 6; i++) printf("%d ", await more(i));
    printf("%d\n", await outer(3) + LATER(3));
    return 0;
}
// oracle: erase
