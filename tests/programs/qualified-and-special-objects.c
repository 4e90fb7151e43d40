/* const, volatile, restrict, _Atomic, over-aligned, register, thread-local and static locals with initialisers, extern locals: set and read
 * before, between and after awaits. */
#include <asyncc.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}
int elsewhere = 5;
_Thread_local int by_thread = 6;
struct wide { char c; _Alignas(32) int i; };

static async int constants(const int a, const int *const restrict p) {
    const int b = await later(a), c[] = { 1, await later(2), 3 };
    const struct { int x; const char *s; } d = { await later(4), "d" };
    const char *const names[2] = { "zero", d.s };
    await later(0);
    const int e = b + c[1] + d.x + *p;
    printf("%s %s\n", names[await later(0)], names[1]);
    return e * 10 + await later(b);
}

static async int volatiles(int n) {
    volatile int v = n, *volatile p = &v;
    volatile struct { int a, b; } s = { 1, await later(2) };
    const volatile int fixed = await later(9);
    v += await later(1);
    *p *= await later(2);
    s.a = s.b + v;
    await later(0);
    volatile char text[4] = "abc";
    text[await later(1)]++;
    return v + s.a * 100 + fixed + (text[1] == 'c');
}

static async int atomics(void) {
    _Atomic int a = 1;
    atomic_int b = await later(2);
    _Atomic(unsigned short) c = 3;
    _Atomic struct { int x, y; } s;
    atomic_flag flag = ATOMIC_FLAG_INIT;
    a += await later(10);
    b = a++ + await later(1);
    c <<= await later(4);
    await later(0);
    atomic_store(&a, 100);
    int old = atomic_fetch_add(&b, 5), expected = old + 5;
    await later(0);
    _Bool swapped = atomic_compare_exchange_strong(&b, &expected, a);
    swapped = swapped && !atomic_flag_test_and_set(&flag);
    (void)s;
    return a + b * 1000 + c + swapped;
}

static async int aligned(int n) {
    _Alignas(64) char line[64];
    alignas(alignof(long double)) char odd = 'o';
    int words[3] __attribute__((aligned(128))) = { 1, 2, await later(3) };
    struct wide w = { 'w', await later(4) };
    __attribute__((aligned(32))) int one = n;
    _Alignas(double) _Alignas(16) char many[16] = { 0 };
    line[0] = (char)await later('l');
    for (int i = 0; i < 2; i++) {
        _Alignas(64) struct { int i; } inner = { i };
        await later(0);
        n += (uintptr_t)&inner % 64 + (uintptr_t)inner.i;
    }
    int bad = (uintptr_t)line % 64 + (uintptr_t)words % 128 + (uintptr_t)&w % 32 + (uintptr_t)&one % 32 + (uintptr_t)many % 16
              + (uintptr_t)&odd % alignof(long double);
    return bad * 1000 + words[await later(2)] + w.i + n + one + (line[0] == 'l') + many[0] + (odd == 'o');
}

static async int stored(register int n) {
    static int calls, table[] = { 10, 20, 30 };
    static const char *name = "static";
    static _Thread_local long per_thread = 7;
    extern int elsewhere;
    extern _Thread_local int by_thread;
    register int r = await later(1);
    register struct { int a; } s = { await later(2) };
    for (register int i = 0; i < 2; i++) r += await later(i);
    calls++;
    table[calls % 3] += await later(calls);
    per_thread += await later(1);
    elsewhere += calls;
    by_thread += await later(by_thread);
    {
        static int calls = 100;
        calls += await later(1);
        n += calls;
    }
    n += await later(n);
    return n + r + s.a + table[1] + (int)per_thread + elsewhere + by_thread + (name[0] == 's');
}

async int main(void) {
    int x = 7;
    printf("%d\n", await constants(3, &x));
    printf("%d %d\n", await volatiles(5), await atomics());
    printf("%d\n", await aligned(6));
    int first = await stored(1);
    printf("%d %d\n", first, await stored(2));
    return 0;
}
// flags: -Wno-pedantic
// oracle: erase
