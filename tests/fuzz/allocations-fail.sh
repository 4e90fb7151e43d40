#!/bin/sh
# Programs whose allocations fail in turn throw or go on; they do not crash, hang or leak.  As many programs as fit.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
exec "${ASYNCC_TESTS_PYTHON:-python3}" "$here/every_point.py" allocation --seconds "${ASYNCC_FUZZ_SECONDS:-20}"
