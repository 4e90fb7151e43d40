/* A variadic coroutine cannot keep its arguments. */
#include <asyncc.h>
#include <stdarg.h>

static async int sum(int n, ...) {      // error: variadic
    va_list list;
    va_start(list, n);
    int x = va_arg(list, int);
    va_end(list);
    await async_sleep(0);
    return x;
}

async int main(void) {
    return await sum(1, 2);
}
