#!/bin/sh
# Every benchmark builds, for every peer whose toolchain is there, and all compute the same.  No times.
# Tokio is left to tests/bench/run itself: cargo takes a minute to build it.
set -e
"$ASYNCC_SOURCE/tests/bench/run" --quick --peers "limit,asyncc,asyncc -O0,libuv,c++,c++ pool,asio,go,asyncio,uvloop,node" --build "$ASYNCC_BUILD" --work "$PWD/bench" > out 2>&1 || { cat out; exit 1; }
grep -q ', 0 wrong$' out
