/* The place on the left of an assignment is found before its right side is evaluated. */
#include <asyncc.h>
#include <stdio.h>

static int cells[4];

static int index_of(int i) {
    printf("index %d\n", i);
    return i;
}

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

static async int *place(int i) {
    printf("place %d\n", i);
    await async_sleep(0);
    return &cells[i];
}

async int main(void) {
    cells[index_of(1)] = await later(5);
    // expect: index 1
    // expect: later 5
    *await place(2) = await later(6);
    // expect: place 2
    // expect: later 6
    int i = 0;
    cells[i++] = await later(i);
    // expect: later 1
    int *p = cells;
    *p++ += await later(10);
    // expect: later 10
    cells[index_of(3)] = cells[index_of(0)] = await later(7);
    // expect: index 3
    // expect: index 0
    // expect: later 7
    printf("%d %d %d %d %d %d\n", cells[0], cells[1], cells[2], cells[3], i, (int)(p - cells));
    // expect: 7 5 6 7 1 1
    return 0;
}
// flags: -Wno-sequence-point -Wno-unsequenced
