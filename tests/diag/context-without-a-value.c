/* A context manager of type void gives no variable. */
#include <asyncc.h>

async_context void locked(void *lock);

async int work(void *lock) {
    int sum = 0;
    async_with (void *held, locked(lock)) sum++;    // error: context manager 'locked' yields no value: write 'async_with (locked(…))'
    async_with (locked(lock)) sum++;
    return sum;
}
