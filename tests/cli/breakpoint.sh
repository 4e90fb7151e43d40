#!/bin/sh
# A breakpoint by line works in gdb, before and after an await, and the locals have their names.
. "$ASYNCC_SOURCE/tests/cli/common"
cat > a.c << 'END'
#include <asyncc.h>
async int later(int value) {
    int before = value * 2;
    await async_sleep(0.001);
    int after = before + 1;
    return after;
}
async int main(void) {
    return await later(20);
}
END
"$ASYNCC" -g -O0 a.c -o prog
cat > commands << 'END'
set debuginfod enabled off
break a.c:3
break a.c:5
run
print value
continue
print before
continue
END
gdb -q -nx -batch -x commands ./prog > out 2>&1 || fail "$(cat out)"
has out 'a.c:3'
has out '$1 = 20'
has out 'a.c:5'
has out '$2 = 40'
has out 'exited with code 051'
