/* First in first out, last in first out, by priority; equal ones come out of a heap as Python's heapq gives them. */
#include "say.h"

struct job { int priority; char name; };
static int before(const struct job *a, const struct job *b) { return a->priority < b->priority; }

static async void fill_and_empty(async_queue(struct job) q) {
    static const int priorities[] = { 3, 1, 2, 1, 3, 2, 1, 1, 2 };
    for (int k = 0; k < 9; k++) await async_put(q, ((struct job){ priorities[k], (char)('a' + k) }));
    say("%zu", async_queue_size(q));
    while (async_queue_size(q)) {
        struct job j = await async_get(q);
        say("%d%c", j.priority, j.name);
    }
    async_queue_free(q);
}

async int main(void) {
    await fill_and_empty(made(async_queue_new(struct job, 0)));
    await fill_and_empty(made(async_lifo_queue_new(struct job, 0)));
    await fill_and_empty(made(async_priority_queue_new(struct job, 0, before)));
    return 0;
}
