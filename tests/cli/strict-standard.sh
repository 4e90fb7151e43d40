#!/bin/sh
# -std=c11 and the like, which hide what <uv.h> needs: it works when <asyncc.h> comes first, and says so when it does not.
. "$ASYNCC_SOURCE/tests/cli/common"
program > a.c
for cc in gcc clang; do
    for standard in c99 c11 c17 gnu99 gnu11 c2x; do
        ASYNCC_CC=$cc "$ASYNCC" -std=$standard -Wall -Wextra -Werror a.c -o prog
        is "$cc -std=$standard" 42 "$(./prog)"
    done
done
sed -i '1{h;d};2{G}' a.c
is "the other order" '#include <stdio.h>' "$(head -n 1 a.c)"
"$ASYNCC" -std=gnu11 a.c -o prog
"$ASYNCC" -std=c11 -D_GNU_SOURCE a.c -o prog
status 1 "$ASYNCC" -std=c11 a.c -o prog 2> err
has err 'include <asyncc.h> before other headers'
