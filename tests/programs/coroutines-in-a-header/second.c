/* For main.c. */
#include "inline.h"

async int from_second(int x) {
    int y = 0;
    await apply(doubled, &x);
    async_for (int i, below(x + 1)) y += i;
    return await doubled(y);
}
step *step_of_second(void) { return quadrupled; }
