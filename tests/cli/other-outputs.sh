#!/bin/sh
# -E, -S, -fsyntax-only, -v and -###.
. "$ASYNCC_SOURCE/tests/cli/common"
program > a.c
"$ASYNCC" -E a.c > a.i
has a.i '# 1 "a.c"'
has a.i 'later(int value)'
"$ASYNCC" -S -O1 a.c
has a.s later__async
has_not a.s "$TMPDIR"
"$ASYNCC" -S a.c -o - | grep -q later__async || fail "-S -o -"
"$ASYNCC" -fsyntax-only -Wall -Wextra -Werror a.c
rm -f a.s a.i
sed -i 's/await later/later/' a.c
status 1 "$ASYNCC" -fsyntax-only a.c 2> err
has err "a.c:11:"
is "nothing else is written" "a.c err" "$(ls | tr '\n' ' ' | sed 's/ $//')"
program > a.c
"$ASYNCC" -v -c a.c 2> err
has err " -c "
has err "gcc version"
"$ASYNCC" '-###' -c a.c 2> err
has err cc1
