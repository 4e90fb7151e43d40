/* What tells the length of its value is gone when the statement expression has ended. */
#include <asyncc.h>

static async int inside(void) {
    return sizeof *({ int n = 10; int x[n]; await async_sleep(0); &x; }); // error: comes from 'n' inside of it
}

static async int outside(void) {
    int n = 10;
    return sizeof *({ int x[n]; await async_sleep(0); &x; });
}

static async int constant(void) {
    return (*({ enum { N = 4 }; static int x[N]; await async_sleep(0); &x; }))[1];
}

async int main(void) { return await inside() + await outside() + await constant(); }
