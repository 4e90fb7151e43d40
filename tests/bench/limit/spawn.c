/* spawn.c: a task is started and waited for, one after the other. */
#include "limit.h"

struct twice {
    struct task task;
    struct task *waiter;
    uint64_t n, result;
    int done;
};

struct parent {
    struct task task;
    struct twice *child;
    size_t i, n;
    uint64_t sum;
};

static struct pool pool;

static void twice(struct task *task) {
    struct twice *t = (struct twice *)task;
    t->result = 2 * t->n;
    t->done = 1;
    if (t->waiter) push(t->waiter);
}

static void parent(struct task *task) {
    struct parent *t = (struct parent *)task;
    switch (task->state) {
    case 0:
        for (t->i = 0; t->i < t->n; t->i++) {
            t->child = pool_get(&pool, sizeof *t->child);
            *t->child = (struct twice){ .task.resume = twice, .n = t->i };
            push(&t->child->task);
            t->child->waiter = task;
            task->state = 1;
            return;
    case 1:
            t->sum += t->child->result;
            pool_put(&pool, t->child);
        }
    }
    stopping = 1;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    struct parent main = { .task.resume = parent, .n = strtoul(argv[2], NULL, 10) };
    double began = bench_now();
    push(&main.task);
    run_loop();
    bench_report(main.sum, bench_now() - began);
    return 0;
}
