/* Unions, bit-fields, enums and masks that change between awaits. */
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>

union word { uint32_t all; uint8_t bytes[4]; struct { uint32_t low : 12, mid : 8, high : 12; } parts; };
enum mode { OFF, ON = 4, AUTO };

static async uint32_t mix(uint32_t x) {
    x ^= x << 13;
    await async_sleep(0);
    x ^= x >> 17;
    return x ^ x << 5;
}

static async enum mode toggle(enum mode mode) {
    await async_sleep(0);
    switch (mode) {
        case OFF: return ON;
        case ON: return AUTO;
        case AUTO: break;
    }
    return OFF;
}

async int main(void) {
    union word w = { .all = 0x12345678 };
    enum mode mode = OFF;
    for (int i = 0; i < 5; i++) {
        w.all = await mix(w.all);
        w.parts.mid += await mix(i) & 3;
        w.bytes[i & 3] ^= (uint8_t)(mode = await toggle(mode));
        printf("%08x %x %x %x %d\n", w.all, w.parts.low, w.parts.mid, w.parts.high, mode);
    }
    return 0;
}
// oracle: erase
