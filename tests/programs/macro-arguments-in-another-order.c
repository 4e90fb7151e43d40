// oracle: erase
// expect: 2 3 -5 -7
// expect: 2 and 9, 4
// expect: 1 20 3
// A macro may use its arguments in another order than that in which they are written.
#include <asyncc.h>
#include <stdio.h>

#define FROM(a, b) (b - a)
#define SIGNED(value, sign) sign value
#define CALL(argument, function) function(argument)
#define AT(index, array) array[index]
#define SET(value, name, type) type name = value
#define EITHER(no, yes, condition) (condition ? yes : no)

async int later(int n) {
    await async_sleep(0);
    return n;
}

static int twice(int n) { return 2 * n; }

async int main(void) {
    int one = 1, three = 3, list[] = { 1, 20, 3 };
    printf("%d %d %d %d\n", FROM(one, three), FROM(await later(1), await later(4)), SIGNED(5, -), SIGNED(await later(7), -));
    SET(await later(9), nine, int);
    printf("%d and %d, %d\n", CALL(one, twice), nine, CALL(4, await later));
    printf("%d %d %d\n", AT(0, list), AT(await later(1), list), EITHER(4, await later(3), one));
}
