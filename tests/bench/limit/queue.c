/* queue.c: items from one task to another through a queue with room for one, or for 128. */
#include "limit.h"

struct queue {
    uint64_t items[128];
    size_t room, first, count;
    struct task *getter, *putter;       /* who waits */
};

struct worker {
    struct task task;
    struct queue *queue;
    size_t i, n;
    uint64_t sum;
};

static void producer(struct task *task) {
    struct worker *t = (struct worker *)task;
    struct queue *q = t->queue;
    switch (task->state) {
    case 0:
        for (t->i = 0; t->i < t->n; t->i++) {
    case 1:
            if (q->count == q->room) {
                q->putter = task;
                task->state = 1;
                return;
            }
            q->items[(q->first + q->count++) & 127] = t->i;
            if (q->getter) {
                push(q->getter);
                q->getter = NULL;
            }
        }
    }
}

static void consumer(struct task *task) {
    struct worker *t = (struct worker *)task;
    struct queue *q = t->queue;
    switch (task->state) {
    case 0:
        for (t->i = 0; t->i < t->n; t->i++) {
    case 1:
            if (!q->count) {
                q->getter = task;
                task->state = 1;
                return;
            }
            t->sum += q->items[q->first];
            q->first = (q->first + 1) & 127;
            q->count--;
            if (q->putter) {
                push(q->putter);
                q->putter = NULL;
            }
        }
    }
    stopping = 1;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t n = strtoul(argv[2], NULL, 10);
    static struct queue queue;
    queue.room = strtoul(argv[1], NULL, 10);
    struct worker from = { .task.resume = producer, .queue = &queue, .n = n }, to = { .task.resume = consumer, .queue = &queue, .n = n };
    double began = bench_now();
    push(&from.task);
    push(&to.task);
    run_loop();
    bench_report(to.sum, bench_now() - began);
    return 0;
}
