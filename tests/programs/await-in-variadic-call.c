/* Arguments of a variadic function keep their promoted types. */
#include <asyncc.h>
#include <stdio.h>

static async double half(double x) {
    await async_sleep(0);
    return x / 2;
}

static async char letter(int n) {
    await async_sleep(0);
    return (char)('a' + n);
}

static async float third(float x) {
    await async_sleep(0);
    return x / 3;
}

static async const char *word(void) {
    await async_sleep(0);
    return "word";
}

async int main(void) {
    float f = 1.5f;
    short s = -3;
    printf("%.2f %c %.1f %s %d %.1f %ld\n", await half(5), await letter(3), (double)f, await word(), s,
           (double)await third(9), sizeof(await half(1)));
    return 0;
}

// expect: 2.50 d 1.5 word -3 3.0 8
