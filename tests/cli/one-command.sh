#!/bin/sh
# samples/run in a fresh copy of the tree, in a folder with a space in its name: it asks apt for what is missing, builds into build/ and
# nowhere else, and runs the sample.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir 'fresh copy' stubs
(cd "$ASYNCC_SOURCE" && tar -c --exclude=./build --exclude='./build-*' --exclude=./.git --exclude=__pycache__ .) | tar -x -C 'fresh copy'
files() { (cd 'fresh copy' && find . -path ./build -prune -o -print | sort); }
before=$(files)
list=$('fresh copy/samples/run')
sample=$(cd "$ASYNCC_SOURCE/samples" && ls 01*.c)
case $list in *"${sample%.c}"*) ;; *) fail "$list" ;; esac
status 1 'fresh copy/samples/run' no-such 2> err
has err "no sample's name begins with 'no-such'"
is "all that a sample prints" "$(sed -n 's|^// expect: \{0,1\}||p' "$ASYNCC_SOURCE/samples/$sample")" \
    "$(ASYNCC_VIRTUAL_TIME=1 'fresh copy/samples/run' 01)"
is "nothing outside of build/" "$before" "$(files)"

# On a bare system.
cat > stubs/dpkg-query << 'END'
#!/bin/sh
exit 1
END
cat > stubs/apt-get << 'END'
#!/bin/sh
echo "$DEBIAN_FRONTEND $*" >> "$STUBS/apt"
case "$*" in
    *install*) echo "the mirror is away"; exit 100 ;;
esac
END
cat > stubs/sudo << 'END'
#!/bin/sh
exec "$@"
END
chmod +x stubs/*
STUBS=$PWD PATH="$PWD/stubs:$PATH" status 1 'fresh copy/samples/run' 01 2> err
has apt "noninteractive -q update"
has apt "install --no-install-recommends gcc libc6-dev"
has apt "libuv1-dev"
has err "the mirror is away"
