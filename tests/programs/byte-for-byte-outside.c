/* Odd but legal text outside of async functions is left alone: trigraph-like comments, line splices, digraphs, attributes. */
#include <asyncc.h>
#include <stdio.h>

#define STRANGE(x) \
    ((x) \
     + 1)
static int spl\
iced(int x) <% return STRANGE(x); %>   /* ??= */
struct { int a; } __attribute__((packed)) unusual = { 4 };   ;

static int    old_style   (void){return unusual . a;}

async int main(void) {
    await async_sleep(0);
    printf("%d %d %s\n", spliced(1), old_style(), "a" "b"
           "c");
    return 0;
}
// expect: 2 4 abc
// flags: -Wno-pedantic -Wno-comment
