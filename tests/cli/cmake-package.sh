#!/bin/sh
# find_package(asyncc), asyncc::runtime and asyncc_target, with Ninja and with Make, from an installed tree that has been moved.
. "$ASYNCC_SOURCE/tests/cli/common"
. "$ASYNCC_SOURCE/tests/cli/project"
mkdir 'moved here'
cp -r "$ASYNCC_PREFIX" 'moved here/prefix'
cat > 'a project/CMakeLists.txt' << 'END'
cmake_minimum_required(VERSION 3.16)
project(outside C)
find_package(asyncc 0.1 REQUIRED)
add_library(worker STATIC src/worker.c)
target_include_directories(worker PUBLIC include)
target_compile_definitions(worker PUBLIC "TEXT=\"a text\"")
target_compile_options(worker PUBLIC $<$<COMPILE_LANGUAGE:C>:-Wall> -Wextra -Werror "SHELL:-include stddef.h")
target_link_libraries(worker PUBLIC asyncc::runtime${SHARED})
add_executable(prog main.c src/plain.c)
target_link_libraries(prog worker)
asyncc_target(worker prog)
END
cd 'a project'
for generator in Ninja 'Unix Makefiles'; do
    for shared in '' _shared; do
        rm -rf build
        cmake -B build -G "$generator" -DSHARED=$shared -DCMAKE_PREFIX_PATH="$start/moved here/prefix" > log 2>&1 || fail "$(cat log)"
        check_project "cmake --build build" build/prog build/CMakeFiles/prog.dir/main.c.o build/CMakeFiles/worker.dir/src/worker.c.o \
            build/CMakeFiles/prog.dir/src/plain.c.o
        exists build/CMakeFiles/prog.dir/main.c.async.c build/CMakeFiles/worker.dir/src/worker.c.async.c
        missing build/CMakeFiles/prog.dir/src/plain.c.async.c
    done
done
readelf -d build/prog > dynamic
has dynamic libasyncc.so
# The compilation database is the user's compiler on the user's source, for clangd.
cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON > log
has_not build/compile_commands.json --launch
has build/compile_commands.json 'a project/main.c'
