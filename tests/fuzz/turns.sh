#!/bin/sh
# Short coroutines take turns in the same order however they are compiled, and whether or not they hand over to each other by themselves: turns.c at -O0, where nothing is a jump,
# with optimisation, with every body compiled twice, and in stress mode.  The same seeds in each run; `turns.sh FIRST COUNT` takes others.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
asyncc=${ASYNCC:-$here/../../build/bin/asyncc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASYNCC_VIRTUAL_TIME=1
cd "$work"
"$asyncc" -w -O0 "$here/turns.c" -o plain
"$asyncc" -w -O2 "$here/turns.c" -o fast
ASYNCC_ALL_TWICE=1 "$asyncc" -w -O2 "$here/turns.c" -o twice
status=0
run() {
    how=$1
    shift
    "$@" "${first}" "${count}" > "$how" 2> "$how.errors" || { echo "$how: status $?"; tail -5 "$how.errors"; status=1; }
    cmp -s plain.out "$how" || { echo "$how: differs from what is not optimised, first in the line"; diff plain.out "$how" | head -3; status=1; }
}
first=${1:-1} count=${2:-1000}
./plain "$first" "$count" > plain.out
run optimised ./fast
run all-twice ./twice
run stress env ASYNCC_STRESS=1 ./plain
run stress-optimised env ASYNCC_STRESS=1 ./fast
[ "$status" = 0 ] && echo "$count seeds: the same in all modes"
exit "$status"
