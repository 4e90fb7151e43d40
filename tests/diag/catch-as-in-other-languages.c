/* `catch` and `async_for` as other languages write them. */
#include <asyncc.h>

async int later(int x);
async_generator int numbers(void);

async int typed(void) {
    try {
        await later(1);
    } catch (const async_error *e) {    // error: 'catch' names the error, without its type: write 'catch (e)'
        return e->code;
    }
    return 0;
}

async int everything(void) {
    try {
        await later(1);
    } catch (...) {                     // error: 'catch (e)' catches every error but cancellation // fixit: e
        return 1;
    }
    return 0;
}

async int in(void) {
    int sum = 0;
    async_for (int i in numbers()) sum += i;    // error: 'async_for' takes the variable, a comma, and the generator
    async_for (int i : numbers()) sum += i;     // error: 'async_for' takes the variable, a comma, and the generator
    return sum;
}
