#!/bin/sh
# A million nested awaits run on a stack of 8 MiB with each compiler, optimised or not, with and without a suspension at the bottom.
. "$ASYNCC_SOURCE/tests/cli/common"
ulimit -s 8192
for cc in gcc clang; do
    for level in -O0 -O2; do
        ASYNCC_CC=$cc "$ASYNCC" $level "$ASYNCC_SOURCE/tests/programs/deep-recursion.c" -o prog
        is "$cc $level" "$(ASYNCC_VIRTUAL_TIME=1 ./prog)" '1000000
1000000'
    done
done
