#!/bin/sh
# @file, with quotes and one in another.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir 'in c'
program > 'in c/a.c'
printf '%s\n' '-O1 "in c/a.c"' '@more' > args
echo "-DVALUE='5 + 1' -o prog" > more
"$ASYNCC" @args
is "translated" 6 "$(./prog)"
echo 'int main(void) { return 4; }' > plain.c
echo 'plain.c -o plain' > args
"$ASYNCC" @args
status 4 ./plain
