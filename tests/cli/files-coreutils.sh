#!/bin/sh
# Files as coreutils and find see them: over names and contents of every odd kind, the same names, numbers, sums, order and copies.
. "$ASYNCC_SOURCE/tests/cli/common"
"$ASYNCC" -O1 -g "$ASYNCC_SOURCE/tests/cli/files/tools.c" -o tools
export ASYNCC_DEBUG=1 ASYNCC_SLOW_STEP=100      # a busy machine is none of its business
tools() { timeout 60 ./tools "$@" 2> said || fail "tools $1: $(cat said)"; [ ! -s said ] || fail "tools $1 said: $(cat said)"; }

# The tree.
mkdir tree outside
python3 - << 'END'
import os, random
r = random.Random(23)
os.chdir(b"tree")
def put(name, data):
    with open(name, "wb") as f:
        f.write(data)
put(b"empty", b"")
put(b"no newline", b"one\ntwo\nthree")
put(b"only newlines", b"\n" * 70000)
put(b"null bytes", b"a\0b\n\0\n" * 5000)
put(b"random", r.randbytes(300001))
put(b"65535", r.randbytes(65535))
put(b"65536", r.randbytes(65536))
put(b"65537", r.randbytes(65537))
put(b"lines", b"".join(bytes(r.choice(b"abc xyz") for _ in range(r.randrange(90))) + b"\n" for _ in range(4000)))
put(b"long line", b"x" * 900000 + b"\nshort")
put(b"with\nnewline", b"1\n")
put(b" spaces  and\ttab ", b"2\n")
put(b"-rf", b"3\n")
put(b"*?[$'\"\\", b"4\n")
put(b"\xff\xfe not UTF-8 \xc3", b"5\n")
put("übergröße €".encode(), b"6\n")
put(b"l" * 255, b"7\n")
put(b".hidden", b"8\n")
with open(b"sparse", "wb") as f:
    f.seek(5_000_000)
    f.write(b"end")
    f.truncate(6_000_000)
os.makedirs(b"a/b\n/c d/" + b"/".join(b"deep%d" % i for i in range(40)))
put(b"a/b\n/c d/file", b"9\n")
os.mkdir(b"empty directory")
os.mkfifo(b"a/pipe")
os.link(b"random", b"a/hard link")
os.symlink(b"../random", b"a/link to file")
os.symlink(b"..", b"a/link up")
os.symlink(b"loop2", b"loop1")
os.symlink(b"loop1", b"loop2")
os.symlink(b"self", b"self")
os.symlink(b"nowhere\n", b"dangling")
os.symlink(b"../outside", b"out")
os.chmod(b"lines", 0o4751)
os.utime(b"lines", ns=(1, 1234567890_123456789))
for i in range(500):
    put(b"a/%d" % i, b"%d\n" % i)
END
echo safe > outside/file

tools find tree > ours
find tree -printf '%y %p\0' | sort -z > theirs
sort -z ours | cmp - theirs
tools stat tree > ours
find tree -print0 | xargs -0 stat --printf '%n %f %s %h %u %g %i %b %.9Y\0' | sort -z > theirs
sort -z ours | cmp - theirs
tools du tree > ours
is "du" "$(du -s --block-size=512 tree | cut -f 1)" "$(cat ours)"
tools links tree > ours
python3 - << 'END' > theirs
import os, subprocess, sys
for folder, folders, files in os.walk(b"tree"):
    for name in folders + files:
        path = os.path.join(folder, name)
        if os.path.islink(path):
            to = subprocess.run([b"readlink", b"-z", b"--", path], stdout=subprocess.PIPE).stdout
            real = subprocess.run([b"realpath", b"-ez", b"--", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
            sys.stdout.buffer.write(path + b" " + to[:-1] + b" " + (real[:-1] or b"-") + b"\0")
END
sort -z theirs > sorted
sort -z ours | cmp - sorted

# Contents, in pieces of every size; names that have no newline, which cksum and wc would write otherwise.
cd tree
for file in * .hidden a/1 a/499; do
    case $file in *"
"*|*\\*) continue;; esac
    [ -f "$file" ] && [ ! -L "$file" ] || continue
    printf '%s %s %s\n' "$(cksum < "$file")" "$(wc -l < "$file")" "$file"
done > ../theirs
cd ..
cut -d ' ' -f 4- theirs | sed 's,^,tree/,' > names
for size in 7 4096 65535 65536 65537 1000000; do
    tr '\n' '\0' < names | (timeout 60 xargs -0 ./tools sum $size) > ours
    sed 's, tree/, ,' ours | cmp - theirs
done
for file in empty random sparse "long line" "only newlines"; do
    tools sum-stream < "tree/$file" > ours
    is "sum of $file" "$(cksum < "tree/$file") $(wc -l < "tree/$file") -" "$(cat ours)"
done

for file in empty lines "no newline" "only newlines" "null bytes" "long line"; do
    tools sort "tree/$file" > ours
    LC_ALL=C sort "tree/$file" > theirs
    cmp ours theirs
done

for tool in cp cp-whole cp-buffered cp-system; do
    for file in empty 65535 65536 65537 random lines sparse "null bytes" "$(printf '\377\376 not UTF-8 \303')" "-rf"; do
        tools $tool "tree/$file" copy
        cmp -- "tree/$file" copy
        rm copy
    done
done

tools rm tree/a
missing tree/a
tools rm tree
missing tree
is "behind a link" safe "$(cat outside/file)"
