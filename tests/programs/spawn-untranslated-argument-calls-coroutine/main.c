/* In C that is not translated an argument of async_spawn must not call a coroutine: that is told. */
#include "work.h"
#include <stdio.h>
#include <uv.h>

async int one(void) { return 1; }
async int twice(int x) { return 2 * x; }

int main(void) {
    uv_loop_t *uv = uv_default_loop();
    async_attach(uv, NULL);
    from_plain();
    puts("not reached");
    return 0;
}
// stderr: asyncc: 'twice' is called while a coroutine is being started
// stderr: call it before, and pass its result
// exit: 1
