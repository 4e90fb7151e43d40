/* Atomic builtins, whose operands the parser tells in another order than they are written in. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int n) {
    await async_sleep(0);
    return n;
}

static int shared, old;

async int main(void) {
    __atomic_store_n(&shared, 5, __ATOMIC_SEQ_CST);
    int n = await later(6);
    __atomic_store_n(&shared, n + __atomic_load_n(&shared, __ATOMIC_SEQ_CST), __ATOMIC_SEQ_CST);
    int before = __atomic_fetch_add(&shared, (n = 3), __ATOMIC_RELAXED), expected = 14;
    printf("%d %d %d\n", before, shared, await later(n));
    if (__atomic_compare_exchange_n(&shared, &expected, 20, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) puts("exchanged");
    __atomic_exchange(&shared, &(int){ 22 }, &old, __ATOMIC_SEQ_CST);
    printf("%d %d\n", old, await later(shared));
    __sync_fetch_and_add(&shared, 1);
    printf("%d\n", shared);
    return 0;
}
// oracle: erase
