#!/bin/sh
# The readers of files that are measured beside each other read the same.  No times.
set -e
"$ASYNCC_SOURCE/tests/bench/files/run" --build "$ASYNCC_BUILD" --quick > out 2>&1 || { cat out; exit 1; }
[ ! -s out ]
