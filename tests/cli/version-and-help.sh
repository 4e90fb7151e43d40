#!/bin/sh
# --version names the tool and the compiler behind it; --help shows a program that works.
. "$ASYNCC_SOURCE/tests/cli/common"
"$ASYNCC" --version > out
version=$(sed -n 's/^project(asyncc VERSION \([0-9.]*\).*/\1/p' "$ASYNCC_SOURCE/CMakeLists.txt")
case $(head -n 1 out) in "asyncc $version (libclang "*")") ;; *) fail "$(cat out)" ;; esac
has out "$(cc --version | head -n 1)"
ASYNCC_CC=clang "$ASYNCC" --version > out
has out "clang version"
"$ASYNCC" --help > help
sed -n 's/^  //; /^#include/,/^}/p' help > hello.c
is "the program of the help" hello "$("$ASYNCC" run hello.c)"
for option in run --emit-c --dump --version ASYNCC_CC; do has help "$option"; done
