/* generator.c: items of a generator, behind a pointer, as one that could be any generator. */
#include "../bench.h"

struct generator {
    int (*next)(struct generator *);    /* false: no more */
    int state;
    uint64_t value, i, n;
};

static int range(struct generator *g) {
    switch (g->state) {
    case 0:
        for (g->i = 0; g->i < g->n; g->i++) {
            g->value = g->i;
            g->state = 1;
            return 1;
    case 1:;
        }
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    uint32_t sum = 0;
    double began = bench_now();
    struct generator *g = malloc(sizeof *g);
    if (!g) return 1;
    *g = (struct generator){ .next = range, .n = strtoul(argv[2], NULL, 10) };
    __asm__ ("" : : "r"(g) : "memory");         /* it could be any generator */
    while (g->next(g)) sum = (sum << 1 | sum >> 31) ^ (uint32_t)g->value;
    free(g);
    bench_report(sum, bench_now() - began);
    return 0;
}
