/* `return await f()`, with conversion to the return type, in void functions too. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async unsigned char narrow(int value) {
    return await later(value);
}

static async double wide(int value) {
    return await later(value);
}

static async void nothing(int value) {
    if (value > 1) return;
    printf("nothing %d\n", await later(value));
    return (void)await later(value);
}

static async const char *word(int n) {
    if (n == 0) return "zero";
    return await later(n) == 1 ? "one" : "many";
}

async int main(void) {
    printf("%d %.1f\n", await narrow(511), await wide(3) / 2);
    await nothing(1);
    await nothing(2);
    printf("%s %s %s\n", await word(0), await word(1), await word(2));
    return await later(4);
}
// flags: -Wno-pedantic

// expect: 255 1.5
// expect: nothing 1
// expect: zero one many
// exit: 4
