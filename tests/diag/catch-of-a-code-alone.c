/* The first operand of catch is a name. */
#include <asyncc.h>

async int main(void) {
    try { await async_sleep(0); }
    catch (UV_EIO) { return 1; }        // error: this names the error 'UV_EIO' and catches every one; write 'catch (e, UV_EIO)'
    return 0;
}
