/* Producing many values: an object with an async `next` function, as one would write it by hand, and a generator, which is the
 * same without the object.  Leaving the loop early closes the generator at once. */
#include <asyncc.h>
#include <stdbool.h>
#include <stdio.h>

struct range { int next, end; };

static async bool range_next(struct range *range, int *value) {
    if (range->next >= range->end) return false;
    await async_sleep(0.1);
    *value = range->next++;
    return true;
}

static async_generator int async_range(int start, int end) {
    for (int i = start; i < end; i++) {
        await async_sleep(0.1);
        yield i;
    }
}

struct page { int number; const char *items[2]; };

static async_generator struct page fetch_pages(int count) {
    defer puts("connection closed");
    for (int i = 1; i <= count; i++) {
        await async_sleep(0.5);
        yield (struct page){ i, { "apple", "pear" } };
    }
}

async int main(void) {
    double start = async_time();
    struct range range = { 0, 3 };
    for (int x; await range_next(&range, &x);) printf("object: %d\n", x);

    async_for (int x, async_range(0, 3)) printf("generator: %d\n", x);

    async_for (struct page page, fetch_pages(100)) {
        printf("page %d: %s, %s\n", page.number, page.items[0], page.items[1]);
        if (page.number == 2) break;
    }
    printf("%.1f s\n", async_time() - start);
    return 0;
}

// expect: object: 0
// expect: object: 1
// expect: object: 2
// expect: generator: 0
// expect: generator: 1
// expect: generator: 2
// expect: page 1: apple, pear
// expect: page 2: apple, pear
// expect: connection closed
// expect: 1.6 s
