#!/bin/sh
# An output that is a device or a pipe is written to, not replaced; one behind a link leaves the link.
set -eu
printf '#include <asyncc.h>\nasync int main(void) { await async_sleep(0); return 0; }\n' > a.c
mkfifo pipe
cat pipe > got &
"$ASYNCC" --emit-c a.c -o pipe
wait
grep -q main__async got
[ -p pipe ]
: > real.c
ln -s real.c link.c
"$ASYNCC" --emit-c a.c -o link.c
[ -L link.c ]
grep -q main__async real.c
