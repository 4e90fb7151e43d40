#!/bin/sh
# The echo servers that are measured beside each other answer every request.  No times.
set -e
"$ASYNCC_SOURCE/tests/bench/echo/run" --build "$ASYNCC_BUILD" --quick --rounds 1 --connections 20 --requests 2000 > out 2>&1 || { cat out; exit 1; }
grep -q '^streams-peek ' out
grep -q '^uvloop' out
