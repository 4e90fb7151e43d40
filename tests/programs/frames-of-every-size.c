// Frames of many sizes and alignments, made, freed and made again beside each other: each is aligned, and no other's.
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>

#define DEFINE(NAME, TYPE, COUNT, BYTES) \
    static async long NAME(int depth) { \
        TYPE values[COUNT]; \
        char bytes[BYTES]; \
        for (int i = 0; i < COUNT; i++) values[i] = (TYPE)(depth + i); \
        for (int i = 0; i < BYTES; i++) bytes[i] = (char)(depth + i); \
        TYPE *volatile first = values; \
        if ((size_t)first % _Alignof(TYPE)) abort(); \
        long below = 0; \
        if (depth) below = await NAME(depth - 1); \
        else await async_sleep(0); \
        for (int i = 0; i < COUNT; i++) \
            if (values[i] != (TYPE)(depth + i)) abort(); \
        for (int i = 0; i < BYTES; i++) \
            if (bytes[i] != (char)(depth + i)) abort(); \
        return below + 1; \
    }

DEFINE(chars, char, 1, 1)
DEFINE(shorts, short, 3, 3)
DEFINE(ints, int, 3, 17)
DEFINE(longs, long, 1, 8)
DEFINE(more_longs, long, 7, 33)
DEFINE(doubles, double, 3, 5)
DEFINE(long_double, long double, 1, 40)
DEFINE(wide, __int128, 1, 9)
DEFINE(two_wide, __int128, 2, 24)
DEFINE(many_wide, __int128, 12, 2)

async int main(void) {
    long sum = 0;
    for (int round = 0; round < 20; round++) {
        long a[10];
        await async_gather(a[0] = chars(round), a[1] = shorts(3), a[2] = ints(round), a[3] = longs(5), a[4] = more_longs(round), a[5] = doubles(7),
                           a[6] = long_double(2), a[7] = wide(round), a[8] = two_wide(1), a[9] = many_wide(round));
        for (int i = 0; i < 10; i++) sum += a[i];
    }
    printf("%ld\n", sum);
}
// expect: 1510
