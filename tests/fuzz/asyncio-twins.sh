#!/bin/sh
# Random concurrent programs must do, step by step, what their Python twins do under asyncio.  New seeds each day, the same all day.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
seed=$(($(date +%Y%m%d) % 100000 * 10000))
exec "${ASYNCC_TESTS_PYTHON:-python3}" "$here/asyncio_twins.py" --seed "$seed" --count 5000 --seconds "${ASYNCC_FUZZ_SECONDS:-20}" --reduce 0 --reductions 1
