#!/bin/sh
# `-` with -x c, with async code and without.
. "$ASYNCC_SOURCE/tests/cli/common"
echo '#define VALUE 9' > here.h
program | sed '1i #include "here.h"' | "$ASYNCC" -x c - -o prog
is "async" 9 "$(./prog)"
echo 'int main(void) { return 5; }' | "$ASYNCC" -x c - -o prog
status 5 ./prog
program | "$ASYNCC" -x c -c - -o a.o
"$ASYNCC" a.o -o prog
is "object" 42 "$(./prog)"
echo 'int x = ;' | status 1 "$ASYNCC" -x c -c - -o x.o 2> err
has err '<stdin>:1:'
missing x.o
is "probe" 1 "$(echo | "$ASYNCC" -dM -E -x c - | grep -c 'define __STDC__ ')"
