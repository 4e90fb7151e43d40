/* Constant expressions name variables that live in the frame. */
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    int a[3] = { 1, 2, 3 };
    enum { N = sizeof a / sizeof *a };
    struct sized { char bytes[sizeof a]; unsigned bits : sizeof a / 2; } s = { .bytes = "x" };
    _Static_assert(sizeof a == 3 * sizeof(int), "three");
    await async_sleep(0);
    int *p = &a[1];
    switch (N * sizeof(int)) {
    case sizeof a: puts("as large as a"); break;
    default: puts("other");
    }
    await async_sleep(0);
    _Alignas(sizeof *p) int aligned = *p;
    printf("%d %zu %d\n", N, sizeof s.bytes, aligned + (int)sizeof *p);
    return 0;
}

// expect: as large as a
// expect: 3 12 6
