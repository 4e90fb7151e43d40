#!/bin/sh
# -MD and its kin write what cc writes for the same source: the user's names, and never that of a temporary file.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir 'sub dir' out
program | sed 's/^#include <stdio.h>/&\n#include "x.h"/' > 'sub dir/a.c'
: > 'sub dir/x.h'
include=$(cd "$ASYNCC_PREFIX/include" && pwd -P)
asyncc=$ASYNCC_PREFIX/bin/asyncc
# Sorted prerequisites and targets, one a line.  Only a translation needs abi.h and what that includes.
rules() {
    sed -e ':a' -e '/\\$/{N;s/\\\n//;ba}' "$1" | sed 's/\\ /@/g' | tr -s ' ' '\n' | sed 's/@/\\ /g' | grep -v 'asyncc/abi[_a-z]*\.h' | sort
}
same() {
    rules expected.d > expected
    rules "$1" > actual
    diff expected actual >&2 || fail "$1 is not what cc writes ($2)"
}
compare() {     # FILE OPTIONS…
    file=$1
    shift
    cc -isystem "$include" "$@"
    mv "$file" expected.d
    "$asyncc" "$@"
    same "$file" "$*"
    rm -f "$file"
}
compare out/a.d -MD -c 'sub dir/a.c' -o out/a.o
compare a.d -MMD -c 'sub dir/a.c'
compare deps -MD -MF deps -c 'sub dir/a.c' -o out/a.o
compare deps -MMD -MP -MT 'my target' -MFdeps -c 'sub dir/a.c' -o out/a.o
compare deps -MD -MQ 'my$target' -MF deps -c 'sub dir/a.c' -o out/a.o
compare deps -Wp,-MD,deps -c 'sub dir/a.c' -o out/a.o
compare deps -M -MF deps 'sub dir/a.c'
compare deps -MM 'sub dir/a.c' -o deps
cd 'sub dir'
compare ../deps -MD -MF ../deps -c a.c -o ../out/a.o
cd ..
# What an include brings into a function becomes part of the translation.
printf 'await async_sleep(0);\n' > 'sub dir/statement.inc'
program | sed 's/^async int main(void) {/&\n#include "statement.inc"/' > 'sub dir/b.c'
has 'sub dir/b.c' statement.inc
"$asyncc" -MD -MF deps -c 'sub dir/b.c' -o out/b.o
has deps 'sub\ dir/statement.inc'
"$asyncc" -MMD 'sub dir/a.c' -o prog
has prog.d 'sub\ dir/x.h'
has_not prog.d "$TMPDIR"
echo 'int other;' > other.c
"$asyncc" -MMD -MF deps -c 'sub dir/a.c' -o out/a.o
"$asyncc" -MMD 'sub dir/a.c' other.c -o prog
has_not prog.d "$TMPDIR"
