/* nested.c: awaits within awaits, so many deep, the innermost of which suspends. */
#include "limit.h"

struct frame {
    void (*resume)(struct frame *);
    struct frame *parent;
    int state;
    uint64_t depth, result;
};

static struct task task;
static struct frame *leaf;
static struct pool pool;
static size_t before, after;
static uint64_t depth;

static void nested(struct frame *f) {
    switch (f->state) {
    case 0:
        if (f->depth) {
            f->state = 2;
            leaf = pool_get(&pool, sizeof *leaf);
            *leaf = (struct frame){ .resume = nested, .parent = f, .depth = f->depth - 1 };
            return;
        }
        f->state = 1;
        push(&task);
        return;
    case 1:
        after = bench_memory();
        f->result = 0;
        break;
    case 2:
        f->result++;
    }
    leaf = f->parent;
    if (leaf) leaf->result = f->result;
    else depth = f->result, stopping = 1;
    pool_put(&pool, f);
}

static void resume(struct task *t) {
    (void)t;
    while (!ready && !stopping) leaf->resume(leaf);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    before = bench_memory();
    double began = bench_now();
    leaf = pool_get(&pool, sizeof *leaf);
    *leaf = (struct frame){ .resume = nested, .depth = strtoul(argv[2], NULL, 10) };
    task.resume = resume;
    push(&task);
    run_loop();
    bench_report_memory(depth, bench_now() - began, after - before);
    return 0;
}
