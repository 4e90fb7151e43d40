/* Atomic builtins, whose operands the parser tells in another order than they are written in. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int n) {
    await async_sleep(0);
    return n;
}

static int plain, old;

async int main(void) {
    __atomic_store_n(&plain, 5, __ATOMIC_SEQ_CST);
    __atomic_store_n(&plain, await later(6) + __atomic_load_n(&plain, __ATOMIC_SEQ_CST), __ATOMIC_SEQ_CST);
    int before = __atomic_fetch_add(&plain, await later(3), __ATOMIC_RELAXED), expected = 14;
    printf("%d %d\n", before, plain);
    if (__atomic_compare_exchange_n(&plain, &expected, await later(20), 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) puts("exchanged");
    printf("%d %d\n", __atomic_exchange_n(&plain, await later(21), __ATOMIC_SEQ_CST), plain);
    __atomic_exchange(&plain, &(int){ 22 }, &old, __ATOMIC_SEQ_CST);
    printf("%d %d\n", old, plain);
    __sync_fetch_and_add(&plain, await later(1));
    printf("%d\n", plain);
    return 0;
}
// oracle: erase
