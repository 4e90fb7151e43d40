/* What a process gets and gives has padding, which nobody has ever written. */
#include <asyncc.h>
#include <stdio.h>

struct padded { char c; long n; char d; };

static struct padded __attribute__((noinline)) next(struct padded p, char by) {
    struct padded r;
    r.c = p.c + by; r.n = p.n + 1; r.d = p.d;
    return r;
}
static struct padded __attribute__((noinline)) make(char c) {
    struct padded p;
    p.c = c; p.n = 1; p.d = 'z';
    return p;
}

async int main(void) {
    async_with (async_executor *e, async_processes(1)) {
        struct padded p = make('a');
        struct padded q = await async_run_in(e, next(p, 1));
        printf("%c %ld %c\n", q.c, q.n, q.d);
        q = await async_run_in(e, next(q, 1));
        printf("%c %ld %c\n", q.c, q.n, q.d);
    }
    return 0;
}
// expect: b 2 z
// expect: c 3 z
// only: valgrind
