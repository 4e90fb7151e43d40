#!/bin/sh
# --emit-c: translation as a step of its own, with a dependency file for make.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir 'a src' gen
program | sed 's/^#include <stdio.h>/&\n#include "x y.h"/' > 'a src/a.c'
echo '#define VALUE 5' > 'a src/x y.h'
include=$(cd "$ASYNCC_PREFIX/include" && pwd -P)
"$ASYNCC" --emit-c 'a src/a.c' -o gen/a.async.c -MD -MF gen/a.d -- -O2 -DUNUSED="x y"
is "only these" "a.async.c a.d" "$(ls gen | tr '\n' ' ' | sed 's/ $//')"
for cc in gcc clang; do
    $cc -Wall -Wextra -Werror -isystem "$include" -iquote 'a src' gen/a.async.c -o prog \
        "$ASYNCC_PREFIX/lib/libasyncc.a" -luv -lpthread -ldl
    is "$cc" 5 "$(./prog)"
done
has gen/a.d 'gen/a.async.c:'
has gen/a.d 'a\ src/a.c'
has gen/a.d 'a\ src/x\ y.h'
has gen/a.d 'asyncc.h'
rm gen/*
"$ASYNCC" --emit-c -MMD -MP -MT target 'a src/a.c' -o gen/a.async.c
has gen/a.async.d 'target:'
has_not gen/a.async.d 'asyncc.h'
"$ASYNCC" --emit-c 'a src/a.c' > out
cmp out gen/a.async.c
cd 'a src'
"$ASYNCC" --emit-c - < a.c > ../out
cd ..
has out '<stdin>'
# The first line tells the headers that this is a translation; untouched text follows as it was.
is "first line" "#define ASYNCC_GENERATED 1" "$(head -n 1 gen/a.async.c)"
has gen/a.async.c '#include "x y.h"'
# What has no async code is copied, so that a build need not know which sources have any.
printf 'int plain(void)\n{\treturn __LINE__; }' > 'a src/plain.c'
"$ASYNCC" --emit-c 'a src/plain.c' -o gen/plain.c
printf '#line 1 "a src/plain.c"\n' | cat - 'a src/plain.c' | cmp - gen/plain.c
status 1 "$ASYNCC" --emit-c 'a src/a.c' 'a src/plain.c' -o gen/x.c 2> err
has err "one source at a time"
missing gen/x.c
