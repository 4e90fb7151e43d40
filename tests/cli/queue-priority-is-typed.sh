#!/bin/sh
# The function that orders a priority queue takes pointers to its items, or to anything; another type is an error, from asyncc and from the C compiler.
. "$ASYNCC_SOURCE/tests/cli/common"

cat > order.c << 'END'
#include <asyncc.h>
struct job { int priority; };
struct other { int priority; };
static int jobs(const struct job *a, const struct job *b) { return a->priority < b->priority; }
static int others(const struct other *a, const struct other *b) { return a->priority < b->priority; }
static int anything(const void *a, const void *b) { return *(const int *)a < *(const int *)b; }
async int main(void) {
    async_queue_free(async_priority_queue_new(struct job, 0, jobs));
    async_queue_free(async_priority_queue_new(struct job, 0, anything));
    async_queue_free(async_priority_queue_new(int, 0, anything));
    (void)others;
    return 0;
}
END
"$ASYNCC" -Wall -Wextra -Werror order.c -o order
./order
sed 's/int, 0, anything/struct job, 0, others/' order.c > wrong.c
status 1 "$ASYNCC" wrong.c -o wrong 2> errors
has errors "wrong.c:10:"
has errors "const struct other *"
status 1 gcc -fsyntax-only -I"$ASYNCC_SOURCE/include" wrong.c 2> errors
has errors "const struct other *"
