/* An operand that was read before an await keeps its value; one that comes after it is read after. */
#include <asyncc.h>
#include <stdio.h>

static int counter = 1;

static async int bump(void) {
    counter += 10;
    await async_sleep(0);
    counter += 10;
    return 1000;
}

static int three(int a, int b, int c) {
    return printf("%d %d %d\n", a, b, c);
}

async int main(void) {
    three(counter, await bump(), counter);
    // expect: 1 1000 21
    int x = counter + await bump() + counter;
    printf("%d\n", x);
    // expect: 1062
    int array[] = { counter, await bump(), counter };
    printf("%d %d %d\n", array[0], array[1], array[2]);
    // expect: 41 1000 61
    return 0;
}
// flags: -Wno-unused-value
