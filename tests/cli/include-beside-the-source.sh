#!/bin/sh
# #include "x.h" is looked for beside the source first, then in -iquote, then in -I; each source has its own folder.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir one two other
for place in one two other; do echo "#define PLACE \"$place\"" > $place/place.h; done
echo '#define ELSEWHERE "other"' > other/elsewhere.h
cat > one/a.c << 'END'
#include <asyncc.h>
#include <stdio.h>
#include "place.h"
#include "elsewhere.h"
#include "../two/b.h"
async int main(void) {
    await async_sleep(0);
    printf("%s %s %s %s\n", PLACE, ELSEWHERE, await b(), plain());
    return 0;
}
END
cat > two/b.h << 'END'
#include <asyncc.h>
async const char *b(void);
const char *plain(void);
END
cat > two/b.c << 'END'
#include "b.h"
#include "place.h"
async const char *b(void) { await async_sleep(0); return PLACE; }
END
printf '#include "place.h"\nconst char *plain(void) { return PLACE; }\n' > other/plain.c
"$ASYNCC" -iquote other one/a.c two/b.c other/plain.c -o prog
is "all at once" "one other two other" "$(./prog)"
"$ASYNCC" -Iother -c one/a.c
"$ASYNCC" -I other -c two/b.c other/plain.c
"$ASYNCC" a.o b.o plain.o -o prog
is "one by one" "one other two other" "$(./prog)"
cd one
"$ASYNCC" -I../other a.c ../two/b.c ../other/plain.c -o prog
is "from its folder" "one other two other" "$(./prog)"
