/* An error in the body arrives at the yield: it can be passed on, caught there (then the body ends without one) or replaced. */
#include <asyncc.h>
#include <stdio.h>

static async_context void passes(void) {
    defer puts("passes: defer");
    yield;
    puts("passes: normal end");
}

static async_context void swallows(void) {
    try {
        yield;
        puts("swallows: normal end");
    } catch (e) {
        await async_sleep(0);
        printf("swallows: %s\n", e->message);
    }
}

static async_context void replaces(void) {
    try {
        yield;
    } catch (e) {
        throw(2, "instead of %s", e->message);
    }
}

async int main(void) {
    try {
        async_with (passes()) throw(1, "one");
    } catch (e) {
        puts(e->message);
    }
    async_with (swallows()) {
        throw(1, "two");
    }
    puts("went on");
    async_with (swallows()) {
    }
    try {
        async_with (replaces()) {
            await async_sleep(0);
            throw(1, "three");
        }
    } catch (e) {
        printf("%d %s\n", e->code, e->message);
    }
    return 0;
}
// expect: passes: defer
// expect: one
// expect: swallows: two
// expect: went on
// expect: swallows: normal end
// expect: 2 instead of three
