#!/bin/sh
# Random concurrent programs must do, step by step, what their Python twins do under asyncio: the same seeds in each test run; new ones
# are for ./long-twins and for asyncio_twins.py --seed.
set -eu
python=${ASYNCC_TESTS_PYTHON:-python3}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
exec "$python" "$here/asyncio_twins.py" --seed 1 --count 200 --seconds "${ASYNCC_FUZZ_SECONDS:-20}" --reduce 0 --reductions 1
