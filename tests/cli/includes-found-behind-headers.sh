#!/bin/sh
# <asyncc.h> may come through the user's headers, a macro's name, or -include.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir inc sys
echo '#include "deeper.h"' > inc/app.h
echo '# include <asyncc.h>' > inc/deeper.h
program | sed 's/<asyncc.h>/"app.h"/' > quoted.c
"$ASYNCC" -Iinc quoted.c -o prog
is "through headers" 42 "$(./prog)"
"$ASYNCC" -isystem inc quoted.c -o prog
is "-isystem" 42 "$(./prog)"
CPATH=inc "$ASYNCC" quoted.c -o prog
is "CPATH" 42 "$(./prog)"
program | sed 's/<asyncc.h>/HEADER/' > macro.c
"$ASYNCC" '-DHEADER=<asyncc.h>' macro.c -o prog
is "by a macro" 42 "$(./prog)"
program | sed '/<asyncc.h>/d' > forced.c
"$ASYNCC" -include asyncc.h forced.c -o prog
is "-include" 42 "$(./prog)"
program | sed 's/.*<asyncc.h>.*/#ifdef USE\n&\n#endif/' > conditional.c
"$ASYNCC" -DUSE conditional.c -o prog
is "under a condition" 42 "$(./prog)"
