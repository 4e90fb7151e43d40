#!/bin/sh
# A source whose first line is #!/usr/bin/env -S asyncc run is a command; it compiles like any other, too.
. "$ASYNCC_SOURCE/tests/cli/common"
mkdir 'my bin'
echo '#define VALUE 12' > 'my bin/value.h'
{ echo '#!/usr/bin/env -S asyncc run'; echo '#include "value.h"'; program; } > 'my bin/answer'
chmod +x 'my bin/answer'
PATH=$(dirname "$ASYNCC"):$PATH
export PATH
is "as a command" 12 "$('my bin/answer')"
cp 'my bin/answer' 'my bin/answer.c'
"$ASYNCC" 'my bin/answer.c' -o prog
is "compiled" 12 "$(./prog)"
printf '#!/usr/bin/env -S asyncc run\n#include <stdio.h>\nint main(void) { printf("%%s:%%d\\n", __FILE__, __LINE__); }\n' > plain.c
chmod +x plain.c
is "without async code" ./plain.c:3 "$(./plain.c)"
sed -i '$s/.*/int x = y;/' plain.c
status 1 ./plain.c 2> err
has err './plain.c:3:9:'
