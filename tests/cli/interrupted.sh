#!/bin/sh
# A signal ends the tool and what it started, and the temporary files go.
. "$ASYNCC_SOURCE/tests/cli/common"
program > a.c
for signal in TERM INT HUP; do
    rm -f started
    # As make would start it: not in the background of a shell that ignores SIGINT.
    ASYNCC_CC="$PWD/slow" python3 - "$ASYNCC" $signal << 'END'
import os, signal, subprocess, sys, time
slow = os.environ["ASYNCC_CC"]
with open(slow, "w") as f:
    f.write("#!/bin/sh\ncase \" $* \" in *' -E '*|*' -M '*) exec cc \"$@\";; esac\n"
            "ls -A \"$TMPDIR\" > started.part; mv started.part started\nexec sleep 60\n")
os.chmod(slow, 0o755)
for name in ("SIGTERM", "SIGINT", "SIGHUP"): signal.signal(getattr(signal, name), signal.SIG_DFL)
tool = subprocess.Popen([sys.argv[1], "-c", "a.c"])
while not os.path.exists("started"):
    if tool.poll() is not None: sys.exit("it ended before it was asked to")
    time.sleep(0.01)
number = getattr(signal, "SIG" + sys.argv[2])
started = time.monotonic()
tool.send_signal(number)
status = tool.wait(timeout=20)
if status != -number: sys.exit(f"status {status}, not {-number}")
if time.monotonic() - started > 10: sys.exit("it waited for its child")
END
    [ -s started ] || fail "there was no temporary file to remove"
    missing a.o
    no_temporaries
done
