/* `await f(x).a` means `await (f(x).a)`. */
#include <asyncc.h>

struct pair { int a, b; };

static async struct pair make(void) {
    await async_sleep(0);
    return (struct pair){ 1, 2 };
}

static async struct pair *find(void) {
    await async_sleep(0);
    return 0;
}

static async int *list(void) {
    await async_sleep(0);
    return 0;
}

async int main(void) {
    int x = await make().a;             // error: (await make())
    x += await find()->b;               // error: (await find())
    x += await list()[1];               // error: (await list())
    return x;
}
