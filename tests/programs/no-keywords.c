/* ASYNCC_NO_KEYWORDS: only the reserved-style spellings exist; the user may use the words. */
#define ASYNCC_NO_KEYWORDS
#include <asyncc.h>
#include <stdio.h>

static int async = 1, await = 2, yield = 3, try = 4, catch = 5, finally = 6, throw = 7, defer = 8;

_Async_generator int numbers(int n) {
    for (int i = 0; i < n; i++) _Yield i;
    _Async_end;
}

_Async_context void noted(void) {
    puts("enter");
    _Yield;
    puts("leave");
}

static _Async int work(int n) {
    _Defer puts("deferred");
    _Await async_sleep(0);
    _Try {
        if (n) _Throw(UV_EINVAL, "bad");
    } _Catch (e, UV_EIO, UV_EINVAL ) {
        puts(e->message);
    } _Finally {
        puts("finally");
    }
    return n + 1;
}

_Async int main(void) {
    printf("%d\n", _Await work(1));
    _Async_for (int x, numbers(2)) printf("%d\n", x);
    _Async_with (noted()) puts("body");
    printf("%d\n", async + await + yield + try + catch + finally + throw + defer);
    return 0;
}
// expect: bad
// expect: finally
// expect: deferred
// expect: 2
// expect: 0
// expect: 1
// expect: enter
// expect: body
// expect: leave
// expect: 36
