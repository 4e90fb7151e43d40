#!/bin/sh
# Each message of compiler/diag.def is provoked by a file in tests/diag/, or, where it has no line in a source, right here.
. "$ASYNCC_SOURCE/tests/cli/common"

for file in "$ASYNCC_SOURCE"/tests/diag/*.c; do
    # shellcheck disable=SC2046
    (cd "$ASYNCC_SOURCE" && "$ASYNCC" --emit-c "$file" -o "$OLDPWD/out.c" -- $(sed -n 's|^// flags: ||p' "$file") 2>> "$OLDPWD/messages") || true
done

# What has no place in a source, or a long one.
{ printf '#include <asyncc.h>\nasync int f(int x) { await async_sleep(0); return x'; yes '+x' | head -n 400000 | tr -d '\n'; echo '; }'; } > deep.c
"$ASYNCC" --emit-c deep.c -o out.c 2>> messages || true
ASYNCC_CC=false "$ASYNCC" --emit-c "$ASYNCC_SOURCE/tests/programs/macro-with-await-in-body.c" -o out.c 2>> messages || true
"$(dirname "$ASYNCC")/../libexec/asyncc/translate" nowhere.c -o out.c -- 2>> messages || true

# DIAG(ID, SEVERITY, "text"): the text as a pattern, each %s standing for anything.
sed -n 's/^DIAG(\([A-Z_]*\), *[A-Z]*, *"\(.*\)")$/\1 \2/p' "$ASYNCC_SOURCE/compiler/diag.def" > all
[ "$(grep -c '^DIAG(' "$ASYNCC_SOURCE/compiler/diag.def")" = "$(wc -l < all)" ] || fail "diag.def has lines that this script does not understand"
while read -r id text; do
    pattern=$(printf '%s\n' "$text" | sed 's/[][\.*^$]/\\&/g; s/%s/.*/g')
    grep -q -- "$pattern" messages || printf '%s ' "$id"
done < all > untested
[ ! -s untested ] || fail "no file in tests/diag/ provokes: $(cat untested)"
