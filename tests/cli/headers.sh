#!/bin/sh
# <asyncc.h> beside <uv.h>, in any order, and each public header alone, in every standard; what comes with it is size_t, NULL and <errno.h>.
. "$ASYNCC_SOURCE/tests/cli/common"
include=$ASYNCC_SOURCE/include

program > alone.c
sed 's/.*<asyncc.h>.*/&\n#include <uv.h>/' alone.c > behind.c
sed 's/.*<asyncc.h>.*/#include <uv.h>\n&/' alone.c > before.c
sed '1{h;d};2{G}' alone.c > second.c
is "the other order" '#include <stdio.h>' "$(head -n 1 second.c)"
for cc in gcc clang; do
    for standard in c99 c11 gnu17 c2x; do
        for order in second behind before; do
            ASYNCC_CC=$cc "$ASYNCC" -std=$standard -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Werror $order.c -o prog
            is "$cc -std=$standard $order" 42 "$(./prog)"
        done
    done
    ASYNCC_CC=$cc "$ASYNCC" -std=c11 -Wall -Wextra -Werror alone.c -o prog      # nothing of POSIX is needed
done

# What is called from plain C needs no newer C than libuv's headers.
for header in "$include"/asyncc.h "$include"/asyncc/*.h; do
    for compiler in 'gcc -std=gnu89' 'clang -std=gnu89' 'gcc -std=c11'; do
        echo "#include \"$header\"" | $compiler -Wall -Wextra -Werror -fsyntax-only -I "$include" -xc - || fail "$compiler: $header"
    done
done

# What other files than these two's declare: errno alone.
echo '#include <asyncc.h>' | cc -E -I "$include" -xc - |
    awk '/^# / { is_system = $3 ~ /\/usr/ && $3 !~ /stddef\.h/; next } is_system && NF' > declared
has declared '__errno_location'
is "declarations of the system's" 1 "$(wc -l < declared)"
