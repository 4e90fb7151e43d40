/* A typedef of variable length with an alignment: what is declared by it has that. */
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static async int later(int x) { await async_sleep(0); return x; }

static int is_aligned(const void *p, size_t n) { return (uintptr_t)p % n == 0; }

static async int all(int n) {
    typedef char line[n] __attribute__((aligned(128))), plain[n];
    typedef __attribute__((__aligned__(64))) short table[await later(n)][3];
    typedef line page[2];
    int good = 0, asked = 0;
    for (int i = 0; i < 3; i++) {
        char odd = 'x';
        line a;
        plain p;
        table b;
        page c;
        memset(a, i, sizeof a);
        memset(p, i, sizeof p);
        memset(b, 0, sizeof b);
        memset(c, i, sizeof c);
        good += await later(is_aligned(a, 128)) + is_aligned(b, 64) + is_aligned(c, 128);
        asked += 3;
        line *q = &a;
        good += is_aligned(*q, 128) && (*q)[n - 1] == i && p[0] == i && odd == 'x';
        asked++;
    }
    printf("%zu %zu %zu\n", sizeof(line), sizeof(table), sizeof(page));
    return good == asked;
}

async int main(void) {
    printf("%d\n", await all(10));
    printf("%d\n", await all(33));
    return 0;
}
// expect: 10 60 20
// expect: 1
// expect: 33 198 66
// expect: 1
