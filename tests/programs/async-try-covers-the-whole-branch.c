// Awaits in a branch's place and arguments are part of what async_try watches.
// expect: place 1001, left 7
// expect: argument 1002
// expect: place first 1003
// expect: none 0, 0
#include <asyncc.h>
#include <stdio.h>

async int failing(int code) {
    await async_sleep(0);
    if (code) throw(code, "failed");
    return code;
}

async int main(void) {
    int a[2] = { 7, 7 };
    int code = await async_try(a[await failing(1001)] = failing(0));
    printf("place %d, left %d\n", code, a[0]);
    printf("argument %d\n", await async_try(failing(await failing(1002))));
    printf("place first %d\n", await async_try(a[await failing(1003)] = failing(await failing(1004))));
    code = await async_try(a[await failing(0)] = failing(await failing(0)));
    printf("none %d, %d\n", code, a[0]);
}
