/* throw() without an error to throw again. */
#include <asyncc.h>

static async void work(void) {
    await async_sleep(0);
    throw();                            // error: 'throw()' outside a catch
}

async int main(void) {
    try {
        await work();
    } catch (e) {
        (void)e;
    } finally {
        throw();                        // error: 'throw()' outside a catch
    }
    return 0;
}
