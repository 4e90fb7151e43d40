/* A literal that is kept across an await moves out of the stack, which takes a type of known size. */
#include <asyncc.h>

async int work(int n, int (*rows)[n]) {
    int (**kept)[n] = (int (*[2])[n]){ &rows[0], &rows[1] };    // error: the address of a literal whose type has a variable length is kept in a block that awaits
    await async_sleep(0);
    return (*kept[0])[0];
}
