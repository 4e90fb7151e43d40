/* gather.c: a hundred branches at a time, each of which gives way once. */
#include "limit.h"

#define WIDTH 100

struct parent {
    struct task task;
    size_t i, n, left;
    uint64_t sum, results[WIDTH];
};

struct branch {
    struct task task;
    struct parent *parent;
    uint64_t *to, n;
};

static struct pool pool;

static void branch(struct task *task) {
    struct branch *t = (struct branch *)task;
    switch (task->state) {
    case 0:
        task->state = 1;
        push(task);
        return;
    case 1:
        *t->to = t->n;
        if (!--t->parent->left) push(&t->parent->task);
        pool_put(&pool, t);
    }
}

static void parent(struct task *task) {
    struct parent *t = (struct parent *)task;
    switch (task->state) {
    case 0:
        for (t->i = 0; t->i < t->n; t->i++) {
            t->left = WIDTH;
            for (size_t k = 0; k < WIDTH; k++) {
                struct branch *b = pool_get(&pool, sizeof *b);
                *b = (struct branch){ .task.resume = branch, .parent = t, .to = &t->results[k], .n = t->i + k };
                push(&b->task);
            }
            task->state = 1;
            return;
    case 1:
            for (size_t k = 0; k < WIDTH; k++) t->sum += t->results[k];
        }
    }
    stopping = 1;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    struct parent main = { .task.resume = parent, .n = strtoul(argv[2], NULL, 10) / WIDTH };
    double began = bench_now();
    push(&main.task);
    run_loop();
    bench_report(main.sum, bench_now() - began);
    return 0;
}
