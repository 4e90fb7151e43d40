#!/bin/sh
# Random concurrent programs must do, step by step, what their Python twins do under asyncio: the same seeds in each test run; new ones
# are for ./long-twins and for asyncio_twins.py --seed.
set -eu
python=${ASYNCC_TESTS_PYTHON:-python3}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
half=$((${ASYNCC_FUZZ_SECONDS:-20} / 2))
"$python" "$here/asyncio_twins.py" --seed 1 --count 200 --seconds "$half" --reduce 0 --reductions 1
exec "$python" "$here/asyncio_twins.py" --seed 201 --count 200 --seconds "$half" --optimise --reduce 0 --reductions 1
