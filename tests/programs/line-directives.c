/* Lines and files are those that the user's own #line directives name, as in sources that a generator wrote. */
#include <asyncc.h>
#include <stdio.h>
#line 100 "grammar.y"
static async int f(void) { await async_sleep(0); printf("%s:%d\n", __FILE__, __LINE__); return 1; }
async int main(void) {
    int r = await f();
    printf("%s:%d %d\n", __FILE__, __LINE__, r);
#line 7 "other.y"
    r += await f();
    printf("%s:%d %d\n", __FILE__, __LINE__, r);
    return 0;
}

// expect: grammar.y:100
// expect: grammar.y:103 1
// expect: grammar.y:100
// expect: other.y:8 2
