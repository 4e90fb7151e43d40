/* Bit-fields have no address; their places are found all the same. */
#include <asyncc.h>
#include <stdio.h>

struct flags { unsigned low : 3; int high : 5; unsigned : 0; unsigned rest : 9; };

static struct flags all[2];

static int index_of(int i) {
    printf("index %d\n", i);
    return i;
}

static async int later(int value) {
    await async_sleep(0);
    return value;
}

async int main(void) {
    struct flags f = { .low = await later(9), .high = await later(-3) };
    printf("%d %d\n", f.low, f.high);
    f.low = await later(6);
    f.high += await later(5);
    int kept = f.rest = await later(513);
    printf("%d %d %d %d\n", f.low, f.high, f.rest, kept);
    all[index_of(1)].high = await later(17);
    all[1].low |= await later(5);
    printf("%d %d\n", all[1].high, all[1].low);
    return 0;
}
// flags: -Wno-bitfield-constant-conversion

// expect: 1 -3
// expect: 6 2 1 1
// expect: index 1
// expect: -15 5
