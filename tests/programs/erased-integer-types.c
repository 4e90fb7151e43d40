/* Conversions, promotions and overflow of every integer type across awaits. */
#include <asyncc.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

#define KEEP(T, name) static async T keep_##name(T x) { await async_sleep(0); return x; }
KEEP(char, char)
KEEP(signed char, schar)
KEEP(unsigned char, uchar)
KEEP(short, short)
KEEP(unsigned short, ushort)
KEEP(unsigned, uint)
KEEP(long long, llong)
KEEP(uint64_t, u64)
KEEP(_Bool, bool)
KEEP(float, float)
KEEP(long double, ldouble)

async int main(void) {
    printf("%d %d %d\n", await keep_schar(-1), await keep_uchar(255) + 1, await keep_short(SHRT_MIN) - 1);
    printf("%d %u\n", await keep_ushort(65535) + 1, await keep_uint(UINT_MAX) + 1);
    printf("%lld %llu\n", await keep_llong(LLONG_MIN), (unsigned long long)await keep_u64(UINT64_MAX));
    printf("%d %d\n", await keep_bool(5), await keep_char('a') == 'a');
    printf("%d\n", -1 < (int)await keep_uchar(1));
    printf("%d\n", await keep_short(-1) < await keep_ushort(1));
    printf("%d\n", (long)await keep_uint(1) > -1L);
    printf("%.2f %.2Lf\n", (double)(await keep_float(0.1f) * 3), await keep_ldouble(1) / 3);
    unsigned char c = await keep_uchar(200);
    c += await keep_uchar(100);
    c <<= 1;
    int shift = 1 << await keep_char(5);
    printf("%d %d\n", c, shift);
    return 0;
}
// oracle: erase
// flags: -Wno-type-limits
