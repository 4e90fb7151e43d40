/* async_for declares one variable, and calls. */
#include <asyncc.h>

async_generator int numbers(void);

async int work(void) {
    int i, sum = 0;
    async_for (i, numbers()) sum += i;      // error: 'async_for' needs a declaration of one variable and a call: (T x, f())
    return sum;
}
