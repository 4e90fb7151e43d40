/* A variable length may be told by typeof, but not by one inside of another. */
#include <asyncc.h>

async int work(int n) {
    __typeof__(__typeof__(int[n])[n + 1]) table;        // error: 'table' lives across an await, and its variable length cannot be told from its declaration
    table[0][0] = n;
    await async_sleep(0);
    return table[0][0];
}
