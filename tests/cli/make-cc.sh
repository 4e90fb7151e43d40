#!/bin/sh
# make CC=asyncc with a makefile that knows nothing of it, headers' dependencies included.
. "$ASYNCC_SOURCE/tests/cli/common"
. "$ASYNCC_SOURCE/tests/cli/project"
cat > 'a project/Makefile' << 'END'
CFLAGS = -O1 -g -Wall -Wextra -Werror -Iinclude -MMD -MP
OBJECTS = main.o src/worker.o src/plain.o
prog: $(OBJECTS)
	$(CC) $(LDFLAGS) $^ -o $@
-include $(OBJECTS:.o=.d)
END
cd 'a project'
PATH=$ASYNCC_PREFIX/bin:$PATH
check_project "make -s CC=asyncc" ./prog main.o src/worker.o src/plain.o
