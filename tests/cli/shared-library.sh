#!/bin/sh
# Coroutines in shared and static libraries: awaited by a program, and called by plain C that knows nothing of them.
. "$ASYNCC_SOURCE/tests/cli/common"
cat > later.h << 'END'
#ifdef __ASYNC__
#include <asyncc.h>
async int later(int value);
#else
int later(int value);
#endif
END
cat > later.c << 'END'
#define __ASYNC__
#include "later.h"
async int later(int value) { await async_sleep(0.001); return value; }
END
cat > plain.c << 'END'
#include "later.h"
#include <stdio.h>
int main(void) { printf("%d\n", later(42)); return 0; }
END
cat > main.c << 'END'
#define __ASYNC__
#include "later.h"
#include <stdio.h>
async int main(void) {
    int a, b;
    await async_gather(a = later(40), b = later(2));
    printf("%d\n", a + b);
    return 0;
}
END
"$ASYNCC" -fPIC -shared later.c -o liblater.so
cc plain.c -L. -llater -Wl,-rpath,"$PWD" -o plain
is "plain C, shared" 42 "$(./plain)"
# Two copies of the runtime are in this process, and are one: the library's functions give way to the program's.
"$ASYNCC" main.c -L. -llater -Wl,-rpath,"$PWD" -o prog
is "async, its own runtime" 42 "$(./prog)"
"$ASYNCC" -shared-asyncc main.c -L. -llater -Wl,-rpath,"$PWD" -o prog
is "async, the shared runtime" 42 "$(./prog)"
readelf -d prog > dynamic
has dynamic libasyncc.so
"$ASYNCC" -c -fPIE later.c
ar rcs liblater.a later.o
"$ASYNCC" plain.c liblater.a -o plain
is "plain C, static" 42 "$(./plain)"
"$ASYNCC" main.c liblater.a -o prog
is "async, static" 42 "$(./prog)"
readelf -d prog > dynamic
has_not dynamic libasyncc.so
"$ASYNCC" -static main.c liblater.a -o prog 2> err || fail "$(cat err)"
is "no library at all" 42 "$(./prog)"
"$ASYNCC" -fPIC -shared -static-asyncc later.c -o libalone.so
readelf -d libalone.so > dynamic
has_not dynamic libasyncc.so
