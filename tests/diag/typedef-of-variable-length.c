#include <asyncc.h>

async int f(int n) {
    typedef int before[n];      // error: typedef 'before' has a variable length, and an await is in its scope; write the length in the declarations that need it
    int size = sizeof(before);
    await async_sleep(0);
    typedef int after[n];       /* nothing suspends behind it */
    return size + sizeof(after);
}

async int g(int n) {
    typedef char row[n], (*rows)[n];    // error: typedef 'rows' has a variable length
    while (n--) await async_sleep(0);
    {
        typedef char here[n];
        return sizeof(here) + sizeof(rows) + sizeof(row);
    }
}
