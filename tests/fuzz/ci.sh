#!/bin/sh
# What of the fuzzers runs with every test run: the same seeds each time, ASYNCC_FUZZ_SECONDS (40) in all, shared among them.
# A seed that once found something is a file in tests/programs/ by now; new ground is for ./long.
set -u
here=$(cd "$(dirname "$0")" && pwd)
seconds=${ASYNCC_FUZZ_SECONDS:-40}
failures=${ASYNCC_BUILD:-$here/../../build}/fuzz-failures
status=0
"$here/generate.py" --seconds $((seconds * 2 / 5 + 1)) --seed 1 --configs 1 --no-reduce --failures "$failures" || status=1
if command -v csmith > /dev/null; then
    "$here/csmith.py" --seconds $((seconds * 2 / 5 + 1)) --seed 1 --configs 1 --failures "$failures" || status=1
else
    echo "csmith: not installed, skipped"
fi
"$here/badinput.py" --no-hostile --seconds $((seconds / 5 + 1)) --seed 1 --no-reduce --failures "$failures" || status=1
exit $status
