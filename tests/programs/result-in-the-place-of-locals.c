/* A result lies where the locals of its coroutine lay, and its frame is free when it is taken: results of every kind, of coroutines that keep much and little,
 * whatever is called next. */
#include <asyncc.h>
#include <complex.h>
#include <stdbool.h>
#include <stdio.h>

struct pair { long a, b; };
struct big { int at[200]; };
enum colour { RED = 7, GREEN };

static void fill(char *place, int n) {
    for (int i = 0; i < n; i++) place[i] = (char)i;
}

static async bool truth(const char *text, long least) { await async_sleep(0); return text[0] > least; }
static async char small(char c, long l) { await async_sleep(0); return (char)(c + l); }
static async enum colour colour(int i) { await async_sleep(0); return i ? GREEN : RED; }
static async float single(float f, int i) { await async_sleep(0); return f * (float)i; }
static async long double extended(int a, long double b, char c) { await async_sleep(0); return b + a + c; }
static async double complex turned(double complex z, int i) { await async_sleep(0); return z * I + i; }
static async struct pair swapped(struct pair p) { await async_sleep(0); return (struct pair){ p.b, p.a }; }

static async const char *after(const char *text, int n) {       /* its parameter has an address */
    const char **at = &text;
    await async_sleep(0);
    *at += n;
    return text;
}

static async struct big shifted(struct big b, int by) {         /* a record out of its own frame */
    struct big *p = &b;
    await async_sleep(0);
    for (int i = 0; i < 199; i++) p->at[i] = p->at[i + 1] + by;
    return b;
}

static async int last_of_many(int n) {                          /* a frame that is in no list */
    char many[2000];
    fill(many, sizeof many);
    await async_sleep(0);
    return many[n];
}

static async int aligned(int n) {
    _Alignas(64) int line[16];
    for (int i = 0; i < 16; i++) line[i] = i * n;
    await async_sleep(0);
    return line[15] + ((size_t)line % 64 != 0);
}

static async long variable(int n) {
    int line[n];
    for (int i = 0; i < n; i++) line[i] = i;
    await async_sleep(0);
    long sum = 0;
    for (int i = 0; i < n; i++) sum += line[i];
    return sum;
}

static async long deep(int n, long a, long b) {
    if (!n) {
        await async_sleep(0);
        return a - b;
    }
    long kept = a * 3 + b;
    long below = await deep(n - 1, b, kept % 1000);
    return below + kept;
}

/* A long body, and each result is an operand beside another one that is awaited only then. */
static async long all(int n) {
    long sum = await truth("abc", n) + await small('a', n) + await colour(n) + (long)await single(2.5f, n);
    sum += (long)await extended(n, 1.5L, 'b') + (long)cimag(await turned(3 + 4 * I, n));
    struct pair p = await swapped((struct pair){ n, sum });
    struct big b = { { 0 } };
    for (int i = 0; i < 200; i++) b.at[i] = i;
    b = await shifted(await shifted(b, n), 1);
    sum += p.a * 2 + p.b + b.at[0] + b.at[197] + (await after("0123456789", n))[1];
    sum += await last_of_many(n + 100) + await aligned(n) + await variable(n * 10) + await deep(n, 2, 5);
    await small('x', 1);        /* nobody takes it */
    await last_of_many(1);
    return sum;
}

async int main(void) {
    for (int n = 1; n < 5; n++) printf("%ld\n", await all(n));
}
// oracle: erase
// expect: 1058
// expect: 1255
// expect: 1573
// expect: 2045
