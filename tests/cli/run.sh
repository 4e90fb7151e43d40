#!/bin/sh
# asyncc run: arguments, standard input, exit status and signals are the program's own; the program is built once.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir 'my src'
cat > 'my src/a.c' << 'END'
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "part.h"
async int main(int argc, char **argv) {
    await async_sleep(0.001);
    if (argc > 1 && !strcmp(argv[1], "signal")) raise(SIGTERM);
    for (int i = 0; i < argc; i++) printf("[%s]", argv[i]);
    int c = getchar();
    printf("%c %s\n", c, PART);
    return argc;
}
END
echo '#define PART "one"' > 'my src/part.h'
echo x > input
status 3 "$ASYNCC" run 'my src/a.c' -c 'b  c' < input > out
is "output" "[my src/a.c][-c][b  c]x one" "$(cat out)"
is "one program" 1 "$(ls .cache/asyncc | wc -l)"
is "built once" "$(ls -i .cache/asyncc)" "$(status 1 "$ASYNCC" run 'my src/a.c' < input > out; ls -i .cache/asyncc)"
status 143 sh -c '"$ASYNCC" run "my src/a.c" signal'
echo '#define PART "two"' > 'my src/part.h'
status 1 "$ASYNCC" run 'my src/a.c' < input > out
is "a header has changed" "[my src/a.c]x two" "$(cat out)"
is "flags before the source" "[my src/a.c]x three" "$(sed 's/.*/#ifndef PART\n&\n#endif/' -i 'my src/part.h'; "$ASYNCC" run -O1 -D 'PART="three"' 'my src/a.c' < input || true)"
sed -i 's/await async_sleep/async_sleep/' 'my src/a.c'
count=$(ls -A .cache/asyncc | wc -l)
status 1 "$ASYNCC" run 'my src/a.c' 2> err
has err "never awaited"
is "nothing is kept of what fails" "$count" "$(ls -A .cache/asyncc | wc -l)"
status 1 "$ASYNCC" run 2> err
has err "nothing to run"
status 1 "$ASYNCC" run nowhere.c 2> err
has err "cannot read 'nowhere.c'"
echo 'int main(void) { return 6; }' > plain.c
status 6 "$ASYNCC" run plain.c
