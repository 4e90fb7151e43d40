#!/bin/sh
# A run of a benchmark prints a table, draws it, writes it down, leaves out a peer whose toolchain is missing, with a word, and counts instructions.  What the numbers are is not asked.
set -e
mkdir bin
ln -s /usr/bin/* bin/
rm -f bin/go
run() { PATH=$PWD/bin "$ASYNCC_SOURCE/tests/bench/run" --build "$ASYNCC_BUILD" --work "$PWD/bench" "$@" > out 2>&1 || { cat out; exit 1; }; }
run --peers limit,asyncc,go --rounds 1 --svg chart.svg --markdown table.md generator
grep -q '^ns  *limit  *asyncc' out
grep -q '^generator, an item  *[0-9.]*  *[0-9.]* ([0-9.]*) .* of 1.2: ' out
grep -q '^go: .*' out || { cat out; exit 1; }
grep -q '^| generator, an item | 1.2 | [0-9.]* | [*]*[0-9.]* ([0-9.]*)[*]* |$' table.md
grep -q '^<svg .*generator, an item' chart.svg
command -v valgrind > /dev/null || exit 0
run --peers limit,asyncc --instructions generator
grep -q '^instructions  *limit  *asyncc' out
grep -q '^generator, an item  *[1-9][0-9.]*  *[1-9][0-9.]* (' out
