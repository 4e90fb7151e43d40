#!/bin/sh
# A sum of 60,000 terms, which gcc takes and clang does not, goes through; its value is right where both do.
. "$ASYNCC_SOURCE/tests/cli/common"

sum() {
    printf '#include <asyncc.h>\n#include <stdio.h>\nstatic async int f(int x) { await async_sleep(0); return x'
    yes '+x' | head -n "$1" | tr -d '\n'
    printf '; }\nasync int main(void) { printf("%%d\\n", await f(2)); return 0; }\n'
}
sum 60000 > longest.c
"$ASYNCC" --emit-c longest.c -o longest.async.c
grep -q 'x+x+x' longest.async.c
sum 3999 > long.c
[ "$("$ASYNCC" run long.c)" = 8000 ]
