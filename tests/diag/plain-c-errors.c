/* What any C compiler refuses is refused in the same way, in async functions too. */
#include <asyncc.h>

static async int one(int n) {
    await async_sleep(n);
    return n;
}

async int main(void) {
    int x = 0;
    x += await one(1, 2);               // error: too many arguments // note@-7: declared here
    x += missing;                       // error: undeclared identifier 'missing'

    return x;
}
