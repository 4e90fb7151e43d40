/* The stack that setjmp remembers is gone after an await. */
#include <asyncc.h>
#include <setjmp.h>

static jmp_buf place;

async int main(void) {
    if (setjmp(place)) return 1;        // error: setjmp
    await async_sleep(0);
    return 0;
}
