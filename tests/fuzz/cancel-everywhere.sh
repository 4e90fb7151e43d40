#!/bin/sh
# Programs whose tasks are cancelled at each of their suspensions in turn unwind and end, and leak nothing.  As many programs as fit.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
exec "${ASYNCC_TESTS_PYTHON:-python3}" "$here/every_point.py" cancel --seconds "${ASYNCC_FUZZ_SECONDS:-20}"
