/* A generator held by hand: one value after another, in a struct, handed to others, and a loop over what is left. */
#include "say.h"

static async_generator int numbers(int n) {
    defer say("numbers left");
    for (int i = 0; i < n; i++) {
        await async_sleep(1);
        yield i;
    }
}

struct pair { int a, b; };
static async_generator struct pair pairs(void) {
    yield (struct pair){ 1, 2 };
    await async_sleep(0.5);
    yield (struct pair){ 3, 4 };
}

struct source { const char *name; async_iterator(int) values; };

static async int take(struct source *source, int n) {
    int sum = 0;
    for (int x; n && await async_next(source->values, &x); n--) {
        say("%s takes %d", source->name, x);
        sum += x;
    }
    return sum;
}

async int main(void) {
    struct source source = { "first", async_iterate(numbers(6)) };
    say("made");
    say("sum %d", await take(&source, 2));
    source.name = "second";
    say("sum %d", await take(&source, 1));
    async_for (int x, async_rest(source.values)) {
        say("rest %d", x);
        if (x == 4) break;
    }
    say("still open");
    say("next %d", await async_next_or(source.values, -1));
    say("next %d", await async_next_or(source.values, -1));
    say("next %d", await async_next_or(source.values, -1));
    int x = 7, more = await async_next(source.values, &x);
    say("%d %d", more, x);
    async_for (int y, async_rest(source.values)) say("never %d", y);
    await async_generator_close(source.values);

    async_iterator(struct pair) p = async_iterate(pairs());
    for (struct pair v; await async_next(p, &v);) say("%d %d", v.a, v.b);
    struct pair last = await async_next_or(p, ((struct pair){ 8, 9 }));
    say("%d %d", last.a, last.b);
    await async_generator_close(p);
    return 0;
}
