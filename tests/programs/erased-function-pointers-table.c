/* Dispatch through a table of coroutine pointers. */
#include <asyncc.h>
#include <stdio.h>

struct machine { int stack[16], depth; };
typedef async int instruction(struct machine *m, int argument);

static async int push(struct machine *m, int x) { await async_sleep(0); m->stack[m->depth++] = x; return 1; }
static async int add(struct machine *m, int x) { m->depth--; m->stack[m->depth - 1] += m->stack[m->depth]; await async_sleep(0); return 1 + x; }
static async int multiply(struct machine *m, int x) { m->depth--; m->stack[m->depth - 1] *= m->stack[m->depth]; return 1 + x; }
static async int jump_if_small(struct machine *m, int x) { await async_sleep(0); return m->stack[m->depth - 1] < 1000 ? x : 1; }

async int main(void) {
    static const struct { instruction *run; int argument; } program[] = {
        { push, 3 }, { push, 4 }, { add, 0 }, { push, 5 }, { multiply, 0 }, { jump_if_small, -4 }, { push, 1 }, { add, 0 },
    };
    struct machine m = { { 0 }, 0 };
    int steps = 0;
    for (int at = 0; at < (int)(sizeof program / sizeof *program); steps++) {
        if (program[at].run == add && m.depth < 2) { at++; continue; }
        at += await program[at].run(&m, program[at].argument);
        if (steps < 12) printf("%d %d\n", at, m.stack[m.depth - 1]);
    }
    printf("%d steps, %d\n", steps, m.stack[0]);
    return 0;
}
// oracle: erase
