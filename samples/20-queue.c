/* A producer and two consumers over a queue with room for two: putting waits while it is full, getting while it is empty.  Shutting it
 * down ends the consumers when it has been emptied. */
#include <asyncc.h>
#include <stdio.h>

struct job { int number; const char *name; };

static async void produce(async_queue(struct job) queue) {
    static const char *const names[] = { "wash", "peel", "cut", "boil", "salt", "taste", "serve" };
    for (int i = 0; i < 7; i++) {
        await async_put(queue, ((struct job){ i + 1, names[i] }));
        printf("%.1f s: put %s\n", async_time(), names[i]);
        await async_sleep(0.1);
    }
    await async_queue_join(queue);
    printf("%.1f s: everything has been dealt with\n", async_time());
    async_queue_shutdown(queue, 0);
}

static async int consume(const char *name, double seconds, async_queue(struct job) queue) {
    int done = 0;
    try {
        for (;; done++) {
            struct job job = await async_get(queue);
            printf("%.1f s: %s takes %d, %s\n", async_time(), name, job.number, job.name);
            await async_sleep(seconds);
            async_queue_task_done(queue);
        }
    } catch (e, UV_EOF) {
        return done;
    }
}

async int main(void) {
    async_queue(struct job) queue = async_queue_new(struct job, 2);
    if (!queue) throw(UV_ENOMEM, "no queue");
    defer async_queue_free(queue);
    int a, b;
    await async_gather(produce(queue), a = consume("ann", 0.3, queue), b = consume("bob", 0.5, queue));
    printf("ann: %d jobs, bob: %d jobs\n", a, b);
    return 0;
}

// expect: 0.0 s: put wash
// expect: 0.0 s: ann takes 1, wash
// expect: 0.1 s: put peel
// expect: 0.1 s: bob takes 2, peel
// expect: 0.2 s: put cut
// expect: 0.3 s: ann takes 3, cut
// expect: 0.3 s: put boil
// expect: 0.4 s: put salt
// expect: 0.6 s: bob takes 4, boil
// expect: 0.6 s: ann takes 5, salt
// expect: 0.6 s: put taste
// expect: 0.7 s: put serve
// expect: 0.9 s: ann takes 6, taste
// expect: 1.1 s: bob takes 7, serve
// expect: 1.6 s: everything has been dealt with
// expect: ann: 4 jobs, bob: 3 jobs
