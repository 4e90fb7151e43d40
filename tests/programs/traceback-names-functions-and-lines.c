/* The traceback names each function with its file and line, main first or last, as the real place in the source. */
#include <asyncc.h>
#include <stdio.h>

static async void thrower(void) {
    throw(UV_EIO, "broken");            /* line 6 */
    await async_sleep(0);
}

static async void carrier(void) {
    await async_sleep(0);
    await
        thrower();                      /* line 13, the await on line 12 */
}

async int main(void) {
    await carrier();                    /* line 17 */
    return 0;
}
// stderr: traceback-names-functions-and-lines.c
// stderr: EIO
// exit: 1
