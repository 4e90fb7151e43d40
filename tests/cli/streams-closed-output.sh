#!/bin/sh
# Who reads standard output has had enough, or there is none: an error that the program is told, and no signal; it ends in its own way.
. "$ASYNCC_SOURCE/tests/cli/common"
"$ASYNCC" -O1 -g "$ASYNCC_SOURCE/tests/cli/streams/lines.c" -o lines
export ASYNCC_DEBUG=1 ASYNCC_SLOW_STEP=100      # a busy machine is none of its business
(timeout 30 env --default-signal=PIPE ./lines 2> said; echo $? > status) | head -n 1 > out
is "head" "line 0" "$(cat out)"
is "status" 0 "$(cat status)"
is "said" "write: UV_EPIPE" "$(cat said)"
(timeout 30 env --default-signal=PIPE ./lines stdio 2> said; echo $? > status) | head -n 1 > out
is "stdio's status" 0 "$(cat status)"
is "stdio's error" "write: UV_EPIPE" "$(cat said)"
# None at all: what the program opens does not become its standard output by accident.
status 124 timeout 1 ./lines >&- 2> said
is "closed" "" "$(cat said)"
status 0 timeout 30 ./lines > /dev/full 2> said
is "full" "write: UV_ENOSPC" "$(cat said)"
# A socket whose reader goes away.
python3 -c '
import socket, subprocess
ours, theirs = socket.socketpair()
p = subprocess.Popen(["./lines"], stdout=theirs, stderr=subprocess.PIPE)
theirs.close()
ours.recv(100)
ours.close()
assert p.communicate(timeout=30)[1] in (b"write: UV_EPIPE\n", b"write: UV_ECONNRESET\n") and p.returncode == 0'
