#!/bin/sh
# One command from source to program, with cc's options in any order.
. "$ASYNCC_SOURCE/tests/cli/common"
program > a.c
"$ASYNCC" a.c
is "default output" 42 "$(./a.out)"
"$ASYNCC" -o prog -O2 -std=gnu11 -Wall -Wextra -Werror -DVALUE=7 a.c -lm
is "-D joined" 7 "$(./prog)"
"$ASYNCC" -g a.c -D VALUE=8 -oprog
is "-D apart" 8 "$(./prog)"
"$ASYNCC" -x c a.c -o prog
is "-x" 42 "$(./prog)"
cp a.c source.txt
"$ASYNCC" -xc source.txt -xnone -o prog
is "-x with another suffix" 42 "$(./prog)"
"$ASYNCC" -pipe -save-temps=obj -static-libgcc a.c -o saved
is "options nobody here knows" 42 "$(./saved)"
