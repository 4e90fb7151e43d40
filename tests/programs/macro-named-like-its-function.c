// oracle: erase
// expect: int of 4
// expect: char of 1
// expect: short of 2
// expect: sum 7, member 9, twice 12
// A macro may call the function that has its name, with other arguments, or none that would fit the macro.
#include <asyncc.h>
#include <stdio.h>

struct box { int (*get)(int); };

async int check(int size, const char *name) {
    await async_sleep(0);
    printf("%s of %d\n", name, size);
    return size;
}

int plus(int n) { return n + 1; }

async int doubled(int n, int times) {
    await async_sleep(0);
    return n * times;
}

#define check(type) await check(sizeof(type), #type)
#define plus(n) (await doubled(0, 1) + plus((n) + 1) + 0 * sizeof("plus (") + 0 * ' ')
#define get(n) get
#define twice(n) await doubled(n, 2)
#define doubled(n, times) doubled(n, (times))

async int main(void) {
    struct box b = { plus };
    check(int);
    check(char);
    int sum = check(short) + plus(3);
    int member = b.get(0)(twice(4));
    printf("sum %d, member %d, twice %d\n", sum, member, twice(6));
}
