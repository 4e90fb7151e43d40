/* The length of an array that lives across an await is written in its own declaration. */
#include <asyncc.h>

async int work(int n) {
    typedef int row[n];             // error: typedef 'row' has a variable length
    row a;                          // error: 'a' has a variable length that comes from a typedef or a cast
    a[0] = n;
    await async_sleep(0);
    return a[0];
}
