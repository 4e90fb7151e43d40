/* __auto_type and typeof variables that live across awaits. */
#include <asyncc.h>
#include <stdio.h>

static async const char *word(int n) {
    await async_sleep(0);
    return n ? "one" : "zero";
}

async int main(void) {
    __auto_type w = await word(1);
    __typeof__(w) v = await word(0);
    __typeof__(int[3]) list = { 1, 2, 3 };
    __auto_type p = &list[1];
    await async_sleep(0);
    printf("%s %s %d %d\n", w, v, *p, (int)(sizeof list / sizeof *list));
    return 0;
}

// expect: one zero 2 3
