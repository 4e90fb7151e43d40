#!/bin/sh
# What translating costs is measured for every row; and machine code, which is no time and always the same, is not much longer than what is written by hand.  The bar is one
# for the compilers of Debian 12: others are measured only.
set -e
"$ASYNCC_SOURCE/tests/bench/compile/run" --build "$ASYNCC_BUILD" --rounds 1 "session: --emit" "code, gcc -O2" "code, clang -O2" "no async" > out 2>&1 || { cat out; exit 1; }
for row in 'session: --emit-c' 'session: code, gcc -O2' 'session: code, clang -O2' 'pipeline: code, gcc -O2' 'pipeline: code, clang -O2' 'no async code'; do
    grep -q "^$row.*  [0-9][0-9]* .* of [0-9.]*: " out || { echo "no row '$row'"; cat out; exit 1; }
done
[ "$(gcc -dumpversion)" = 12 ] && grep ': code, gcc' out | grep 'NOT HOLD' && exit 1
case $(clang -dumpversion) in 14.*) grep ': code, clang' out | grep 'NOT HOLD' && exit 1 ;; esac
exit 0
