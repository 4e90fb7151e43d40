#!/bin/sh
# CPython's asyncio streams at the other end, as client and as server, with bytes in random pieces.
. "$ASYNCC_SOURCE/tests/cli/common"
. "$ASYNCC_SOURCE/tests/cli/streams/common"
peer=$ASYNCC_SOURCE/tests/cli/streams/asyncio_peer.py
build "$ASYNCC_SOURCE/samples/25-echo-server.c" echo
build "$ASYNCC_SOURCE/tests/cli/streams/chunks.c" chunks

serve ./echo 0
timeout 60 python3 "$peer" client "$port"
for seed in 1 2 3 4 5; do is "ours to ours, seed $seed" "all there" "$(timeout 60 ./chunks "$port" $seed 400000)"; done
interrupted

serve python3 "$peer" server
for seed in 1 2 3 4 5; do is "ours to asyncio's, seed $seed" "all there" "$(timeout 60 ./chunks "$port" $seed 400000)"; done
is "ours to asyncio's, nothing" "all there" "$(timeout 60 ./chunks "$port" 6 0)"
