/* `node *node = await f()`: locals, parameters and members that are named as the types of what is awaited, and types and tags that are
 * declared inside and hide those of what is awaited. */
#include <asyncc.h>
#include <stdio.h>

typedef struct node node;
struct node { int value; node *next; };
typedef int number;
typedef struct { int x, y; } point;

static async node *parent(node *n) { await async_sleep(0); return n->next; }
static async number same(number n) { await async_sleep(0); return n; }
static async point at(int x) { await async_sleep(0); return (point){ x, x + 1 }; }

static async int up(node *node) {
    int depth = 0;
    while (node) {
        depth += await same(1);
        node = await parent(node);
    }
    return depth;
}

static async number locals(node *from) {
    node *node = await parent(from);
    number sum = await same(node->value);
    number number = await same(3);
    point point = await at(number);
    await async_sleep(0);
    sum += number + point.x * 10 + (await at(7)).y * 100;
    const struct node saved = *node;
    await async_sleep(0);
    return sum + saved.value * 1000;
}

static async int hidden(void) {
    point p = await at(1);
    number sum = p.y;
    {
        typedef struct { char c; } point;
        struct node { char value; } n = { 'n' };
        point q = { 'q' };
        p = await at(await same(5));
        sum += p.x + (await at(6)).y + n.value + q.c;
        enum { number = 40 };
        sum += await same(number) + number;
    }
    return sum;
}

async int main(void) {
    node a = { 1, NULL }, b = { 2, &a }, c = { 3, &b };
    printf("%d %d %d\n", await up(&c), await locals(&c), await hidden());
    return 0;
}
// flags: -Wno-shadow
// oracle: erase
