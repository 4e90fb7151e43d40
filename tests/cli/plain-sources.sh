#!/bin/sh
# A source without async code is none of asyncc's business: cc gets the command as it was given, without a run of the
# translator.
. "$ASYNCC_SOURCE/tests/cli/common"
cat > recorder << 'END'
#!/bin/sh
for word; do printf '[%s]' "$word"; done >> record
echo >> record
exec cc "$@"
END
chmod +x recorder
export ASYNCC_CC="$PWD/recorder"
record() { rm -f record; "$@"; cat record; }
printf '#include <stdio.h>\nint main(void) { puts("plain"); return 3; }\n' > a.c
echo 'int b;' > b.c
is "compile" "[-c][-O2][a.c][-o][x.o][-DA=b c]" "$(record "$ASYNCC" -c -O2 a.c -o x.o "-DA=b c")"
is "several" "[-c][a.c][b.c]" "$(record "$ASYNCC" -c a.c b.c)"
is "question" "[-dumpmachine]
x86_64-linux-gnu" "$(rm -f record; "$ASYNCC" -dumpmachine > out; cat record out | sed "s/$(cc -dumpmachine)/x86_64-linux-gnu/")"
is "-print" "[-print-prog-name=ld]" "$(rm -f record; "$ASYNCC" -print-prog-name=ld > out; cat record)"
"$ASYNCC" a.c -o prog
status 3 ./prog > out
# A comment or an excluded line is no include.
printf '#if 0\n#include <asyncc.h>\n#endif\nint c;\n' > c.c
printf '/*\n#include <asyncc.h>\n*/\nint d;\n' > d.c
for f in c d; do
    rm -f record
    "$ASYNCC" -c $f.c
    is "$f.c" "[-c][$f.c]" "$(tail -n 1 record)"
done
# Code that only gcc understands, in a file that perhaps includes it.
printf '#if 0\n#include <asyncc.h>\n#endif\nint f(int n) { int g(int m) { return n + m; } return g(1); }\n' > nested.c
"$ASYNCC" -c nested.c
