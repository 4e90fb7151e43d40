/* Results of every size arrive where a branch of a gather leaves them: short coroutines that give way once, so that most end without the loop. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

struct three { char c[3]; };
struct pair { long a, b; };
struct large { int n[10]; };
struct aligned { _Alignas(16) short s; };

#define BRANCH(NAME, T, VALUE) static async T NAME(int n) { await async_sleep(0); return VALUE; }
BRANCH(byte, unsigned char, (unsigned char)n)
BRANCH(word, short, (short)-n)
BRANCH(number, int, n)
BRANCH(long_number, long, -((long)n << 33))
BRANCH(real, double, n / 4.0)
BRANCH(pointer, const char *, &"pointer"[n % 7])
BRANCH(three, struct three, ((struct three){ { 'a', (char)('a' + n), 0 } }))
BRANCH(pair, struct pair, ((struct pair){ n, -n }))
BRANCH(large, struct large, ((struct large){ { [0] = n, [9] = 9 * n } }))
BRANCH(aligned, struct aligned, ((struct aligned){ (short)n }))
BRANCH(long_real, long double, n + 0.5L)
static int nothings;
static async void nothing(void) { await async_sleep(0); nothings++; }

async int main(void) {
    for (int n = 1; n < 4; n++) {
        struct { unsigned char before, value, after; } b = { 7, 0, 7 };
        struct { short before, value, after; } w = { 7, 0, 7 };
        struct { int before, value, after; } i = { 7, 0, 7 };
        long l = 0;
        double d = 0;
        const char *p = NULL;
        struct { char before; struct three value; char after; } t = { 7, { "" }, 7 };
        struct pair pair_ = { 0, 0 };
        struct large large_;
        struct aligned aligned_;
        long double x = 0;
        memset(&large_, 0xff, sizeof large_);
        memset(&aligned_, 0xff, sizeof aligned_);
        await async_gather(b.value = byte(n), w.value = word(n), i.value = number(n), l = long_number(n), d = real(n), p = pointer(n), t.value = three(n),
                           pair_ = pair(n), large_ = large(n), aligned_ = aligned(n), x = long_real(n), nothing(), number(n), pair(n), nothing());
        printf("%d %d %d  %d %d %d  %d %d %d  %ld %g %s\n", b.before, b.value, b.after, w.before, w.value, w.after, i.before, i.value, i.after, l, d, p);
        printf("%d %s %d  %ld %ld  %d %d %d  %d %Lg  %d\n", t.before, t.value.c, t.after, pair_.a, pair_.b, large_.n[0], large_.n[1], large_.n[9], aligned_.s, x, nothings);
    }
    return 0;
}
// expect: 7 1 7  7 -1 7  7 1 7  -8589934592 0.25 ointer
// expect: 7 ab 7  1 -1  1 0 9  1 1.5  2
// expect: 7 2 7  7 -2 7  7 2 7  -17179869184 0.5 inter
// expect: 7 ac 7  2 -2  2 0 18  2 2.5  4
// expect: 7 3 7  7 -3 7  7 3 7  -25769803776 0.75 nter
// expect: 7 ad 7  3 -3  3 0 27  3 3.5  6
