#!/bin/sh
# Diagnostics look like clang's and obey the same options.
. "$ASYNCC_SOURCE/tests/cli/common"
printf '%s\n' '#include <asyncc.h>' '#include <unistd.h>' '#include "other.h"' 'async int 한국(int x) { return x; }' \
    'async int f(int x) {' '	sleep(1); 한국(x); /* 한국어 */ 한국(2);' '	return f(x) + f(x + 1);' '}' > a.c
: > other.h
cat > expected << 'END'
a.c:6:2: warning: 'sleep' blocks every task of the loop; use 'await async_sleep(seconds)'
        sleep(1); 한국(x); /* 한국어 */ 한국(2);
        ^~~~~~~~
a.c:6:12: error: coroutine '한국' is never awaited
        sleep(1); 한국(x); /* 한국어 */ 한국(2);
                  ^~~~~~~
                  await 
a.c:6:39: error: coroutine '한국' is never awaited
        sleep(1); 한국(x); /* 한국어 */ 한국(2);
                                        ^~~~~~~
                                        await 
a.c:7:9: error: coroutine 'f' is never awaited
        return f(x) + f(x + 1);
               ^~~~
               await 
a.c:7:16: error: coroutine 'f' is never awaited
        return f(x) + f(x + 1);
                      ^~~~~~~~
                      await 
1 warning and 4 errors generated.
END
try() { status 1 "$ASYNCC" "$@" -c a.c 2> err; }
try
diff expected err >&3 || fail "not what was expected"
try -fdiagnostics-color=always
has err "$(printf '\033[1ma.c:6:2: \033[0m\033[0;1;35mwarning: ')"
has err "$(printf '\033[0;1;32m^~~~~~~\033[0m')"
try -w
has_not err warning
has err "4 errors generated."
try -Werror
has err "a.c:6:2: error: 'sleep'"
has err "5 errors generated."
try -fmax-errors=2
is "so many errors" 2 "$(grep -c ': error:' err)"
has err "fatal error: too many errors emitted, stopping now"
try -Wfatal-errors
is "one error" 1 "$(grep -c ': error:' err)"
try -fmax-errors=4
has_not err fatal
# Errors of the language C itself are there too, with the way to a header that has one.
echo 'int x = y;' > other.h
try
has err "In file included from a.c:3:"
has err "./other.h:1:9: error: use of undeclared identifier 'y'"
# A terminal gets colours, unless it is a dumb one.  (A bare root may have no terminals to give.)
python3 -c 'import os; os.openpty()' 2> /dev/null || exit 0
terminal() { python3 -c 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)' "$@" > out < /dev/null || true; }
: > other.h
TERM=xterm terminal "$ASYNCC" -c a.c
has out "$(printf '\033[0;1;31merror')"
TERM=dumb terminal "$ASYNCC" -c a.c
has_not out "$(printf '\033[')"
