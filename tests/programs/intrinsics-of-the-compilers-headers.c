/* <immintrin.h> and the like are each compiler's own: what is spelled with them stays as it is spelled. */
#include <asyncc.h>
#include <immintrin.h>
#include <limits.h>
#include <float.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}
static async __m128i loaded(const int *p) {
    await async_sleep(0);
    return _mm_loadu_si128((const __m128i *)p);
}

async int main(void) {
    int in[4] = { 1, 2, 3, 4 }, out[4];
    __m128i a = _mm_set_epi32(4, await later(3), 2, 1), b = await loaded(in);
    a = _mm_add_epi32(a, b);
    await later(0);
    a = _mm_shuffle_epi32(_mm_slli_epi32(a, 1), _MM_SHUFFLE(0, 1, 2, 3));
    _mm_storeu_si128((__m128i *)out, _mm_mullo_epi16(a, await loaded(in)));
    alignas(16) float f[4] = { 1, 2, 3, 4 };
    __m128 v = _mm_load_ps(f);
    v = _mm_mul_ps(v, _mm_set1_ps((float)await later(2)));
    await later(0);
    _mm_store_ps(f, _mm_shuffle_ps(v, v, _MM_SHUFFLE(3, 3, 0, 0)));
    printf("%d %d %d %d %.0f %.0f %d\n", out[0], out[1], out[2], out[3], (double)f[0], (double)f[3], _mm_extract_epi16(a, 2));
    printf("%d %d %lu\n", _mm_movemask_ps(_mm_cmpgt_ps(v, _mm_set1_ps(5))), _mm_popcnt_u32((unsigned)await later(0xff)), (unsigned long)(INT64_C(1) << await later(3)));
    return CHAR_BIT - (int)__builtin_popcount(0xffu) + (DBL_MAX < await later(1));
}
// flags: -msse4.2 -mpopcnt
// oracle: erase
