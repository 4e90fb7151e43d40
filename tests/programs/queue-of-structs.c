/* Typed queues: async_get and async_put take and give values; order, room, cancellation, shutdown. */
#include <asyncc.h>
#include <stdio.h>

struct message { int number; const char *text; };

static async int consume(int who, async_queue(struct message) q) {
    int n = 0;
    try {
        for (;; n++) {
            struct message m = await async_get(q);
            printf("%d got %d %s\n", who, m.number, m.text);
            await async_sleep(0.1 * who);
        }
    } catch (e, UV_EOF) {
        printf("%d ends\n", who);
    }
    return n;
}

async int main(void) {
    async_queue(struct message) q = async_queue_new(struct message, 2);
    async_task(int) a = async_spawn(consume(1, q)), b = async_spawn(consume(2, q));
    for (int i = 0; i < 5; i++) await async_put(q, ((struct message){ i, i % 2 ? "odd" : "even" }));
    await async_sleep(1);
    async_queue_shutdown(q, 0);
    printf("%d\n", await async_join(a) + await async_join(b));
    async_queue(int) numbers = async_queue_new(int, 0);
    await async_put(numbers, 4);
    await async_put(numbers, 5);
    printf("%d\n", (await async_get(numbers)) * 10 + await async_get(numbers));
    async_queue_free(numbers);
    async_queue_free(q);
    return 0;
}

// expect: 1 got 0 even
// expect: 2 got 1 odd
// expect: 1 got 2 even
// expect: 2 got 3 odd
// expect: 1 got 4 even
// expect: 1 ends
// expect: 2 ends
// expect: 5
// expect: 45
