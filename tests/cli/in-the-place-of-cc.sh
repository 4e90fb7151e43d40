#!/bin/sh
# Under the name of the compiler and before it in PATH, asyncc finds the one behind it.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir bin
ln -s "$ASYNCC" bin/cc
program > a.c
echo 'int main(void) { return 3; }' > plain.c
PATH=$PWD/bin:$PWD/bin:$PATH
export PATH
cc a.c -o prog
is "translated" 42 "$(./prog)"
cc plain.c -o plain
status 3 ./plain
# A macro whose body awaits: the translator asks the compiler, too.
sed -i 's/^async int main/#define LATER(x) await later(x)\n&/; s/await later(VALUE)/LATER(VALUE) + 1/' a.c
cc a.c -o prog
is "with a macro" 43 "$(./prog)"
PATH=$PWD/bin status 1 "$ASYNCC" plain.c 2> err
has err "'cc' is asyncc itself"
