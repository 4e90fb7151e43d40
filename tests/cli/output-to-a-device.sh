#!/bin/sh
# An output that is no regular file is written to, not replaced: `-o /dev/null` leaves the device alone.
set -eu
cat > a.c <<'C'
#include <asyncc.h>
async int f(void) { await async_sleep(0); return 1; }
C
mkfifo pipe
timeout 10 cat pipe > got &
"$ASYNCC" --emit-c a.c -o pipe
wait || true
test -p pipe
grep -q f__async got
