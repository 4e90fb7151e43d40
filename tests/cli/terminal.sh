#!/bin/sh
# At a terminal: lines, keys, the window's size, a progress bar; and whatever ends the program, the terminal is then as it was.
. "$ASYNCC_SOURCE/tests/cli/common"
"$ASYNCC" -O1 -g "$ASYNCC_SOURCE/tests/cli/terminal/program.c" -o program
"$ASYNCC" -O1 -g "$ASYNCC_SOURCE/samples/23-word-count.c" -o counter
timeout 120 "${ASYNCC_TESTS_PYTHON:-python3}" "$ASYNCC_SOURCE/tests/cli/terminal/person.py" ./program ./counter "$ASYNCC_SOURCE/include"
# Where standard error is no terminal there is no bar.
./counter "$ASYNCC_SOURCE/include" > out 2> said
is "progress" "" "$(cat said)"
