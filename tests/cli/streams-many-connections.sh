#!/bin/sh
# The echo server holds 10,000 connections at once (or as many as descriptors are allowed), on one thread; all are served, none costs much memory,
# and SIGINT closes them all.
. "$ASYNCC_SOURCE/tests/cli/common"
. "$ASYNCC_SOURCE/tests/cli/streams/common"
build "$ASYNCC_SOURCE/samples/25-echo-server.c" echo
cc -O1 -Wall "$ASYNCC_SOURCE/tests/cli/streams/many.c" -o many
ulimit -n "$(ulimit -Hn)"
n=$(($(ulimit -n) - 50))
[ "$n" -lt 10000 ] || n=10000
serve ./echo 0
timeout 100 ./many "$port" "$n" "$server" > out
cat out
code=0
wait "$server" || code=$?
is "status after SIGINT" 130 $code
each=$(sed 's/.* \([0-9]*\) bytes.*/\1/' out)
[ "$each" -lt 2048 ] || fail "too much memory: $(cat out)"
