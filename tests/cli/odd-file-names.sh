#!/bin/sh
# Names with blanks, quotes, backslashes, dollars and a leading dash's neighbours come through every step.
. "$ASYNCC_SOURCE/tests/cli/common"
for name in 'a b' 'a"b' 'a\b' 'a$b' "a'b" 'a#b' 'a=b' 'ä한' '-a'; do
    mkdir "./$name dir"
    source="./$name dir/$name.c"
    { echo '#include "value.h"'; program; echo 'const char *name(void) { return __FILE__; }'; } > "$source"
    echo '#define VALUE 7' > "./$name dir/value.h"
    "$ASYNCC" -g -MD -MF deps -c "$source" -o prog.o
    "$ASYNCC" prog.o -o prog
    is "$name" 7 "$(./prog)"
    grep -q asyncc- deps && fail "a temporary name for $name: $(cat deps)"
    echo 'int x = y;' >> "$source"
    status 1 "$ASYNCC" -c "$source" -o prog.o 2> err
    has err "$source:16:9: error: "
    { echo '#!/usr/bin/env -S asyncc run'; echo 'int main(void) { return sizeof __FILE__ - 1; }'; } > "$source"
    status "$(printf %s "$source" | wc -c)" "$ASYNCC" run "$source"
done
