#!/bin/sh
# A disk that is full: a small file system of its own where one can be mounted, and everywhere a limit on the size of files.
. "$ASYNCC_SOURCE/tests/cli/common"
"$ASYNCC" -O1 -g "$ASYNCC_SOURCE/tests/cli/files/full.c" -o full
cat > expected << 'END'
pieces of 20000: room
close: 1 1
pieces of 1048576: room
close: 1 1
whole: 1, still old
there: file
stream: 1 1 1 1
copy: 1 0
END
mkdir disk
export ASYNCC_DEBUG=1 ASYNCC_SLOW_STEP=100      # a busy machine is none of its business
(trap '' XFSZ; ulimit -f 400; timeout 30 ./full disk) > out 2> said
cmp expected out
is "said with a limit" "" "$(cat said)"
if unshare -m mount -t tmpfs -o size=300k none disk 2> /dev/null; then
    unshare -m sh -c 'mount -t tmpfs -o size=300k none disk && timeout 30 ./full disk' > out 2> said
    cmp expected out
    is "said on a full disk" "" "$(cat said)"
fi
