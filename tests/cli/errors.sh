#!/bin/sh
# On an error: a status that is not 0, nothing written, what was there before left alone.
. "$ASYNCC_SOURCE/tests/cli/common"
program | sed 's/await later/later/' > a.c
program > good.c
status 1 "$ASYNCC" a.c -o prog 2> err
has err "a.c:11:20: error: "
has err "1 error generated."
missing prog a.out a.o
status 1 "$ASYNCC" -MD -c good.c a.c 2> err
missing good.o a.o a.d
echo keep > keep.c
status 1 "$ASYNCC" --emit-c a.c -o keep.c 2> err
is "the old output" keep "$(cat keep.c)"
status 1 "$ASYNCC" --emit-c a.c 2> err > out
is "standard output" "" "$(cat out)"
# cc's own errors, and cc's own status.
status 1 "$ASYNCC" -c nowhere.c 2> err
has err "nowhere.c"
status 1 "$ASYNCC" 2> err
status 1 "$ASYNCC" good.c -lnowhere -o prog 2> err
missing prog
ASYNCC_CC="sh -c 'exit 9' cc" status 9 "$ASYNCC" good.c -o prog
ASYNCC_CC=nowhere-cc status 127 "$ASYNCC" good.c -o prog 2> err
has err "asyncc: error: cannot run 'nowhere-cc'"
ASYNCC_CC="'$ASYNCC'" status 1 "$ASYNCC" good.c -o prog 2> err
has err "ASYNCC_CC is asyncc itself"
status 1 "$ASYNCC" --emit-c 2> err
has err "asyncc: error: no source to translate"
status 1 "$ASYNCC" --emit-c good.c -o nowhere/x.c 2> err
has err "asyncc: error: cannot write 'nowhere/x.c'"
status 1 "$ASYNCC" --dump=nothing good.c 2> err
has err "unknown pass 'nothing'"
