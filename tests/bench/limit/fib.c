/* fib.c: recursion as a state machine: each call has a frame, bumped on an arena, and can be gone on with at any point. */
#include "../bench.h"

struct frame {
    struct frame *parent;
    int state, n;
    uint64_t first, result;
};

static uint64_t fib(int n) {
    struct frame *arena = malloc((size_t)(n + 2) * sizeof *arena), *f = arena, *child;
    if (!arena) abort();
    *f = (struct frame){ .n = n };
    for (;;) {
        switch (f->state) {
        case 0:
            if (f->n < 2) {
                f->result = (uint64_t)f->n;
                break;
            }
            f->state = 1;
            child = f + 1;
            *child = (struct frame){ .parent = f, .n = f->n - 1 };
            f = child;
            continue;
        case 1:
            f->first = f[1].result;
            f->state = 2;
            child = f + 1;
            *child = (struct frame){ .parent = f, .n = f->n - 2 };
            f = child;
            continue;
        case 2:
            f->result = f->first + f[1].result;
        }
        if (!f->parent) break;
        f = f->parent;
    }
    uint64_t result = f->result;
    free(arena);
    return result;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    double began = bench_now();
    uint64_t result = fib(atoi(argv[2]));
    bench_report(result, bench_now() - began);
    return 0;
}
