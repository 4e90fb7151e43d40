#!/bin/sh
# pkg-config and asyncc --emit-c in a makefile: the C compiler sees plain C only.
. "$ASYNCC_SOURCE/tests/cli/common"
. "$ASYNCC_SOURCE/tests/cli/project"
cat > 'a project/Makefile' << 'END'
ASYNCC := $(shell pkg-config --variable=asyncc asyncc)
CFLAGS = -O1 -g -Wall -Wextra -Werror -Iinclude $(shell pkg-config --cflags asyncc)
LDLIBS = $(shell pkg-config --libs asyncc)
OBJECTS = main.o src/worker.o src/plain.o
prog: $(OBJECTS)
	$(CC) $^ $(LDLIBS) -o $@
$(OBJECTS): %.o: %.async.c
	$(CC) $(CFLAGS) -iquote $(dir $*) -c $< -o $@
.SECONDARY:
%.async.c: %.c
	$(ASYNCC) --emit-c $< -o $@ -MD -MP -MF $*.d -- $(CFLAGS)
-include $(OBJECTS:.o=.d)
END
cd 'a project'
PKG_CONFIG_PATH=$(dirname "$(find "$ASYNCC_PREFIX" -name asyncc.pc)")
LD_LIBRARY_PATH=$(dirname "$(find "$ASYNCC_PREFIX" -name libasyncc.so)")
export PKG_CONFIG_PATH LD_LIBRARY_PATH
check_project "make -s" ./prog main.o src/worker.o src/plain.o
