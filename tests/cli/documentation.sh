#!/bin/sh
# The C code of the READMEs compiles without a warning; complete programs run, and print what the block behind them says.
# What is no program compiles as it stands, or as the body of an async function, after the declarations below.
. "$ASYNCC_SOURCE/tests/cli/common"

cat > before.h << 'END'
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
typedef int T;
typedef int A;
struct file;
async T f(A a);
async void g(void);
async int worker(int n);
async_generator int range(int from, int to);
async struct file *file_open(const char *name);
void file_close(struct file *f);
async_context struct file *opened(const char *name);
void use(int x);
void use_file(struct file *f);
extern int x;
extern const char *name;
extern FILE *file;
END

cat > blocks.py << 'END'
"""blocks.py FILE NUMBER: writes NUMBER.c for each block of C, NUMBER.expected where output follows it."""
import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
number = int(sys.argv[2])
blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S)
for (kind, code), (after, output) in zip(blocks, blocks[1:] + [("end", "")]):
    if kind != "c":
        continue
    open(f"{number}.c", "w").write(code)
    if after == "":
        lines = [line for line in output.splitlines(True) if not line.startswith("$ ")]
        open(f"{number}.expected", "w").write("".join(lines))
    number += 1
print(number)
END

warnings="-Wall -Wextra -Werror -Wno-unused-variable -Wno-unused-function -Wno-unused-parameter"
next=1
for readme in README.md include/README.md; do
    first=$next
    next=$("$ASYNCC_TESTS_PYTHON" blocks.py "$ASYNCC_SOURCE/$readme" "$first")
    n=$first
    while [ "$n" -lt "$next" ]; do
        if grep -q 'main(' $n.c; then
            # shellcheck disable=SC2086
            "$ASYNCC" $warnings $n.c -o $n 2> errors || fail "$readme, block $((n - first + 1)): $(cat errors $n.c)"
            ASYNCC_VIRTUAL_TIME=1 ./$n > out 2> errors || fail "$readme, block $((n - first + 1)) ends with status $?: $(cat errors)"
            if [ -e $n.expected ]; then cmp out $n.expected >&3 || fail "$readme, block $((n - first + 1)) prints: $(cat out)"; fi
        else
            { cat before.h; echo "#line 1 \"$readme, block $((n - first + 1))\""; cat $n.c; } > outside.c
            { cat before.h; printf 'async void block(void) {\n#line 1 "%s"\n' "$readme, block $((n - first + 1))"; cat $n.c; echo '}'; } > inside.c
            # shellcheck disable=SC2086
            "$ASYNCC" $warnings -c outside.c -o outside.o 2> errors || "$ASYNCC" $warnings -c inside.c -o inside.o 2>> errors ||
                fail "$readme, block $((n - first + 1)): $(cat errors)"
        fi
        n=$((n + 1))
    done
    [ "$n" -gt "$first" ] || fail "no C in $readme"
done

# What the READMEs name is declared, and what they link to is there.
for readme in README.md include/README.md compiler/README.md runtime/README.md samples/README.md; do
    folder=$(dirname "$ASYNCC_SOURCE/$readme")
    grep -o ']([^)#:]*' "$ASYNCC_SOURCE/$readme" | cut -c3- | sort -u | while read -r target; do
        [ -z "$target" ] || [ -e "$folder/$target" ] || fail "$readme links to '$target', which is not there"
    done
done
for readme in README.md include/README.md; do
    grep -o '](include/README.md#[^)]*' "$ASYNCC_SOURCE/$readme" | sed 's/.*#//' | sort -u | while read -r section; do
        sed -n 's/^## //p' "$ASYNCC_SOURCE/include/README.md" | tr 'A-Z ' 'a-z-' | tr -d ',' | grep -qx -- "$section" ||
            fail "$readme links to the section '$section', which include/README.md has not"
    done
    grep -o '\basync_[a-z_]*[a-z]' "$ASYNCC_SOURCE/$readme" | sort -u > named
    cat "$ASYNCC_SOURCE"/include/asyncc/*.h "$ASYNCC_SOURCE"/include/*.h | grep -o '\b[a-z_]*[a-z]\b' | sort -u > declared
    unknown=$(comm -23 named declared | tr '\n' ' ')
    [ -z "$unknown" ] || fail "$readme names what no header declares: $unknown"
done
for header in "$ASYNCC_SOURCE"/include/asyncc/*.h; do
    header=$(basename "$header")
    grep -q "(asyncc/$header)" "$ASYNCC_SOURCE/include/README.md" || fail "include/README.md does not link to $header"
done
