#!/bin/sh
# --dump=PASS shows the program after each pass, and builds nothing.
. "$ASYNCC_SOURCE/tests/cli/common"
program > a.c
for pass in parse check normalise lower flow frame; do
    "$ASYNCC" --dump=$pass a.c -- -DVALUE=3 > $pass
    has $pass later
done
! cmp -s parse normalise || fail "normalise changes nothing"
"$ASYNCC" --dump=emit a.c > emit
"$ASYNCC" --emit-c a.c > text
cmp emit text
missing a.out a.o
sed -i 's/await later/later/' a.c
"$ASYNCC" --dump=parse a.c > parse
status 1 "$ASYNCC" --dump=check a.c > check 2> err
has err "never awaited"
is "no dump after an error" "" "$(cat check)"
