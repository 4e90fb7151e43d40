#!/bin/sh
# -c names the object as cc does; objects, archives and plain sources are mixed in at will; links of objects get the runtime.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir 'a folder'
cat > 'a folder/later.c' << 'END'
#include "later.h"
async int later(int value) { await async_sleep(0.001); return value + plain(); }
END
cat > 'a folder/later.h' << 'END'
#include <asyncc.h>
async int later(int value);
int plain(void);
END
echo 'int plain(void) { return 2; }' > plain.c
cat > main.c << 'END'
#include "a folder/later.h"
#include <stdio.h>
async int main(void) { printf("%d\n", await later(40)); return 0; }
END
"$ASYNCC" -c 'a folder/later.c' main.c plain.c
exists later.o main.o plain.o
"$ASYNCC" main.o later.o plain.o -o linked
is "objects" 42 "$(./linked)"
"$ASYNCC" -c 'a folder/later.c' -o 'a folder/x.o'
ar rcs liblater.a 'a folder/x.o' plain.o
"$ASYNCC" main.c -L. -llater -o archive
is "archive" 42 "$(./archive)"
"$ASYNCC" main.c 'a folder/later.c' plain.o -o mixed
is "sources and objects" 42 "$(./mixed)"
rm -f ./*.o
"$ASYNCC" -g main.c plain.c 'a folder/later.c' -o all
is "three sources" 42 "$(./all)"
[ -z "$(ls ./*.o 2> /dev/null)" ] || fail "objects of a link were left: $(ls ./*.o)"
cp main.c main.txt
"$ASYNCC" -x c main.txt 'a folder/later.c' plain.c -o typed
is "-x with several" 42 "$(./typed)"
