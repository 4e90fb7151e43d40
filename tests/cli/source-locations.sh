#!/bin/sh
# __FILE__, __LINE__, assert, warnings of the C compiler and debug information speak of the user's file.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir src
cat > src/a.c << 'END'
#include <asyncc.h>
#include <assert.h>
#include <stdio.h>
async int later(int value) {
    await async_sleep(0);
    int unused;
    printf("%s:%d %s\n", __FILE__, __LINE__, __func__);
    assert(value != 1);
    return value;
}
static int plain(void) { int nothing; return __LINE__; }
async int main(int argc, char **argv) {
    (void)argv;
    printf("%d\n", plain());
    return await later(argc - 1);
}
END
"$ASYNCC" -g -Wall src/a.c -o prog 2> warnings
has warnings "src/a.c:6:"
has warnings "src/a.c:11:"
has_not warnings asyncc-
is "__FILE__" "11
src/a.c:7 later" "$(./prog)"
status 134 sh -c 'ulimit -c 0; ./prog x > out 2> err'
has err "src/a.c:8: later: Assertion"
for cc in gcc clang; do
    ASYNCC_CC=$cc "$ASYNCC" -g -c src/a.c -o a.o 2> /dev/null
    readelf --debug-dump=info,line a.o > debug
    has debug src/a.c
    has_not debug "$TMPDIR"
done
