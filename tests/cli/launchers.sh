#!/bin/sh
# $ASYNCC_CC of several words: ccache sees the same command each time and hits; distcc's way of calling works.
. "$ASYNCC_SOURCE/tests/cli/common"
program > a.c
mkdir out
ASYNCC_CC="ccache gcc"
export ASYNCC_CC
hits() { ccache --print-stats | awk '/^(direct|preprocessed)_cache_hit/ { n += $2 } END { print n }'; }
"$ASYNCC" -g -O1 -MD -c a.c -o out/a.o
is "no hit at first" 0 "$(hits)"
mv out/a.d first.d
rm out/a.o
"$ASYNCC" -g -O1 -MD -c a.c -o out/a.o
is "then one" 1 "$(hits)"
cmp first.d out/a.d
"$ASYNCC" out/a.o -o prog
is "the program" 42 "$(./prog)"
sed -i 's/later(VALUE)/later(VALUE + 1)/' a.c
"$ASYNCC" -g -O1 -MD -c a.c -o out/a.o
is "a change is no hit" 1 "$(hits)"
"$ASYNCC" out/a.o -o prog
is "the program" 43 "$(./prog)"
# distcc preprocesses here and compiles elsewhere; this does both.
mkdir 'a dir'
cat > 'a dir/distributor' << 'END'
#!/bin/sh
set -e
case " $* " in *" -c "*) ;; *) exec "$@" ;; esac
n=$#
while [ $n -gt 0 ]; do
    word=$1
    shift
    n=$((n - 1))
    case $word in
        -c) ;;
        -o) object=$1; shift; n=$((n - 1)) ;;
        *) set -- "$@" "$word" ;;
    esac
done
mkdir elsewhere
"$@" -E -o elsewhere/x.i
(cd elsewhere && cc -c x.i -o x.o)
mv elsewhere/x.o "$object"
END
chmod +x 'a dir/distributor'
ASYNCC_CC='"a dir/distributor" gcc' "$ASYNCC" -c a.c -o b.o
"$ASYNCC" b.o -o prog
is "distributed" 43 "$(./prog)"
