#!/bin/sh
# Everything that crosses threads, under ThreadSanitizer: the programs of tests/programs that use threads, with a runtime compiled for it.
. "$ASYNCC_SOURCE/tests/cli/common"

cc=gcc
export ASYNCC_CC=gcc
echo 'int main(void) { return 0; }' > empty.c
$cc -fsanitize=thread empty.c -o empty 2> /dev/null && ./empty || { echo "skipped: no thread sanitizer here"; exit 0; }
# Where addresses are laid out too randomly for the sanitizer's shadow memory.
fixed=
setarch -R true 2> /dev/null && fixed="setarch -R"

ln -s "$ASYNCC_SOURCE" source           # a path without spaces, whatever the folder is called
flags="-O0 -g -fsanitize=thread -D_GNU_SOURCE= -Isource/include"
mkdir runtime runtime/io
( cd source/runtime && ls ./*.c io/*.c ) | xargs -P "$(nproc)" -I FILE sh -c \
    "case FILE in io/*) cc=\$ASYNCC ;; *) cc=$cc ;; esac; exec \"\$cc\" $flags -w -c source/runtime/FILE -o runtime/FILE.o"
ar rcs libasyncc-tsan.a runtime/*.o runtime/io/*.o

export TSAN_OPTIONS="halt_on_error=1 exitcode=66 second_deadlock_stack=1"
n=0
for case in $(cd source/tests/programs && grep -lErw 'pthread_create|uv_thread_create|async_to_thread|async_run_in|async_submit|async_spawn_threadsafe|async_call_soon_threadsafe' . | cut -d/ -f2 | sort -u); do
    folder=source/tests/programs
    sources=$folder/$case
    if [ -d "$sources" ]; then
        folder=$sources
        sources=$(ls "$folder"/*.c)
    fi
    # The sanitizer has a thread of its own, so that no program counts as stuck.  And what is told of in debug mode, use by a wrong thread, is a race.
    # shellcheck disable=SC2086
    if cat $sources | grep -Eq '^// stderr: (deadlock|.*belongs to the event loop of another thread)'; then continue; fi
    rm -rf made
    mkdir made
    for source in $sources; do
        name=$(basename "$source")
        case $name in
        plain*) cp "$source" made/ ;;
        *) "$ASYNCC" --emit-c "$source" -o "made/$name" -- -Isource/include ;;
        esac
    done
    # shellcheck disable=SC2086
    $cc $flags -w -iquote "$folder" made/*.c -o program libasyncc-tsan.a -luv -lpthread -ldl -lm
    environment=$(cat $sources | sed -n 's/^\/\/ env: //p')
    # shellcheck disable=SC2086
    cat $sources | grep -q '^// time: real' || environment="ASYNCC_VIRTUAL_TIME=1 $environment"
    for stress in 0 1; do
        # shellcheck disable=SC2086
        env $environment ASYNCC_STRESS=$stress timeout 120 $fixed ./program > out 2> errors || true
        if grep -q 'WARNING: ThreadSanitizer' errors; then
            head -60 errors >&3
            fail "$case: the thread sanitizer reports the above"
        fi
        grep '^// expect: ' "source/tests/programs/$case" "$folder/main.c" -hs | sed 's/^\/\/ expect: //' > expected
        cmp -s expected out || fail "$case: $(diff expected out)"
    done
    n=$((n + 1))
done
[ $n -ge 5 ] || fail "only $n programs use threads: is the search right?"
