#!/bin/sh
# cmake -DCMAKE_C_COMPILER=asyncc, with Ninja and with Make.
. "$ASYNCC_SOURCE/tests/cli/common"
. "$ASYNCC_SOURCE/tests/cli/project"
cat > 'a project/CMakeLists.txt' << 'END'
cmake_minimum_required(VERSION 3.16)
project(outside C)
include(CheckSymbolExists)
check_symbol_exists(puts stdio.h HAVE_PUTS)
check_symbol_exists(no_such_thing stdio.h HAVE_NOTHING)
if(NOT HAVE_PUTS OR HAVE_NOTHING)
    message(FATAL_ERROR "checks do not work")
endif()
if(NOT CMAKE_C_COMPILER_ID MATCHES "GNU|Clang" OR NOT CMAKE_SIZEOF_VOID_P)
    message(FATAL_ERROR "compiler not identified: ${CMAKE_C_COMPILER_ID}")
endif()
add_library(worker STATIC src/worker.c)
target_include_directories(worker PUBLIC include)
target_compile_options(worker PUBLIC $<$<COMPILE_LANGUAGE:C>:-Wall> -Wextra -Werror)
add_executable(prog main.c src/plain.c)
target_link_libraries(prog worker)
END
cd 'a project'
for generator in Ninja 'Unix Makefiles'; do
    rm -rf build
    cmake -B build -G "$generator" -DCMAKE_C_COMPILER="$ASYNCC_PREFIX/bin/asyncc" > log 2>&1 || fail "$(cat log)"
    check_project "cmake --build build" build/prog build/CMakeFiles/prog.dir/main.c.o build/CMakeFiles/worker.dir/src/worker.c.o \
        build/CMakeFiles/prog.dir/src/plain.c.o
done
