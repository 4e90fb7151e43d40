#!/bin/sh
# Runs at the same time with an empty cache do not meet.
. "$ASYNCC_SOURCE/tests/cli/common"
program > a.c
for i in 1 2 3 4 5 6; do "$ASYNCC" run a.c > out.$i 2> err.$i & done
wait
for i in 1 2 3 4 5 6; do is "run $i" 42 "$(cat out.$i err.$i)"; done
is "one program" 1 "$(ls -A .cache/asyncc | wc -l)"
