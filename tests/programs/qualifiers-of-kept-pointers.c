// oracle: erase
// expect: 1 0 1
// A pointer that is kept across an await keeps its qualifiers, whatever it is compared with.
#include <asyncc.h>
#include <stdio.h>

async int main(void) {
    int list[2] = { 0 }, *p = list;
    const int *q = list;
    volatile int *v = list + 1;
    int equal = p == ({ await async_sleep(0); q; }), other = ({ await async_sleep(0); v; }) == p;
    int third = q == (p ? ({ await async_sleep(0); q; }) : p);
    printf("%d %d %d\n", equal, other, third);
}
