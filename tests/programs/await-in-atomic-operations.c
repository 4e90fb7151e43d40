/* Awaits in the operands of <stdatomic.h>'s operations, which are macros, and not the same ones in gcc's header and in clang's; alone, in
 * other macros' arguments, in macros of the user's. */
#include <asyncc.h>
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}
static async atomic_int *place(atomic_int *p) {
    await async_sleep(0);
    return p;
}

#define TWICE(x) ((x) + (x))
#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define INCREMENT(p) atomic_fetch_add((p), await later(1))

async int main(void) {
    atomic_int a = 1, many[2] = { 0 };
    _Atomic(long) wide;
    atomic_uchar small = 250;
    atomic_flag flag = ATOMIC_FLAG_INIT;
    int *_Atomic pointer = NULL, x = 5, expected = 8;

    atomic_init(&wide, await later(4));
    printf("%d\n", atomic_fetch_add(&a, await later(2)));
    printf("%d\n", atomic_fetch_add_explicit(await place(&a), await later(5), memory_order_relaxed));
    atomic_store(&many[await later(1)], await later(3) + atomic_load(&a));
    printf("%d %d\n", atomic_load(&many[1]), atomic_exchange(&a, await later(8)));
    printf("%d\n", atomic_compare_exchange_strong(&a, &expected, await later(9)));
    printf("%d ", atomic_compare_exchange_strong(await place(&a), &expected, await later(10)));
    printf("%d\n", expected);
    atomic_fetch_sub(&wide, await later(1));
    atomic_fetch_or(&small, (unsigned char)await later(4));
    small += await later(10);
    atomic_store_explicit(&pointer, await later(1) ? &x : NULL, memory_order_release);
    printf("%ld %d %d\n", (long)wide, small, *atomic_load_explicit(&pointer, memory_order_acquire));
    printf("%d\n", TWICE(atomic_fetch_add(&a, await later(1))));
    printf("%d\n", LARGER(await later(3), atomic_load(&a)));
    printf("%d\n", INCREMENT(&a));
    printf("%d\n", INCREMENT(await place(&a)));
    if (!atomic_flag_test_and_set(&flag) && atomic_load(&a) == await later(13)) atomic_flag_clear(&flag);
    assert(!atomic_flag_test_and_set(&flag) && atomic_load(await place(&a)) == 13);
    for (atomic_store(&a, await later(0)); atomic_load(&a) < await later(3); atomic_fetch_add(&a, 1)) printf("%d\n", (int)a);
    while (atomic_fetch_sub(&a, await later(1)) > 1) {}
    return a;
}
// oracle: erase
