/* `(await f())->m`, `(*await f()).m`, `p->q[await f()].r`. */
#include <asyncc.h>
#include <stdio.h>

struct item { int value; struct item *next; int list[3]; };

static struct item second = { 2, NULL, { 20, 21, 22 } }, first = { 1, &second, { 10, 11, 12 } };

static async struct item *head(void) {
    puts("head");
    await async_sleep(0);
    return &first;
}

static async int later(int value) {
    printf("later %d\n", value);
    await async_sleep(0);
    return value;
}

async int main(void) {
    printf("%d\n", (await head())->value);
    printf("%d\n", (*await head()).next->value);
    printf("%d\n", (await head())->next->list[await later(1)]);
    (await head())->list[await later(2)] = await later(5);
    (await head())->next->value++;
    struct item copy = *await head();
    printf("%d %d %d\n", first.list[2], second.value, copy.next->value);
    return 0;
}

// expect: head
// expect: 1
// expect: head
// expect: 2
// expect: head
// expect: later 1
// expect: 21
// expect: head
// expect: later 2
// expect: later 5
// expect: head
// expect: head
// expect: 5 3 3
