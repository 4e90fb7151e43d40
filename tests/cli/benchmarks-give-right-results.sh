#!/bin/sh
# Every benchmark builds, for every peer whose toolchain is there, and all compute the same.  No times.
set -e
"$ASYNCC_SOURCE/tests/bench/run" --quick --build "$ASYNCC_BUILD" --work "$PWD/bench" > out 2>&1 || { cat out; exit 1; }
grep -q ', 0 wrong$' out
