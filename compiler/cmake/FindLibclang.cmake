# Finds the libclang of major version ASYNCC_LIBCLANG_VERSION: the target Libclang::Libclang, and
# Libclang_LIBRARY_DIR, beside which clang's own headers are.
find_program(Libclang_CONFIG NAMES llvm-config-${ASYNCC_LIBCLANG_VERSION})
set(hints /usr/lib/llvm-${ASYNCC_LIBCLANG_VERSION} /usr/local/opt/llvm@${ASYNCC_LIBCLANG_VERSION})
if(Libclang_CONFIG)
    execute_process(COMMAND ${Libclang_CONFIG} --prefix OUTPUT_VARIABLE prefix OUTPUT_STRIP_TRAILING_WHITESPACE)
    list(PREPEND hints ${prefix})
endif()
# Another version's paths must not stay in the cache.
if(NOT Libclang_VERSION STREQUAL ASYNCC_LIBCLANG_VERSION)
    unset(Libclang_LIBRARY CACHE)
    unset(Libclang_INCLUDE_DIR CACHE)
    set(Libclang_VERSION ${ASYNCC_LIBCLANG_VERSION} CACHE INTERNAL "")
endif()
find_path(Libclang_INCLUDE_DIR clang-c/Index.h HINTS ${hints} PATH_SUFFIXES include)
find_library(Libclang_LIBRARY NAMES clang-${ASYNCC_LIBCLANG_VERSION} clang libclang HINTS ${hints} PATH_SUFFIXES lib
             NO_CMAKE_SYSTEM_PATH NO_CMAKE_ENVIRONMENT_PATH)
find_library(Libclang_LIBRARY NAMES clang-${ASYNCC_LIBCLANG_VERSION})
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libclang REQUIRED_VARS Libclang_LIBRARY Libclang_INCLUDE_DIR VERSION_VAR Libclang_VERSION
    REASON_FAILURE_MESSAGE "install libclang-${ASYNCC_LIBCLANG_VERSION}-dev, or choose another version by ASYNCC_LIBCLANG_VERSION")
mark_as_advanced(Libclang_CONFIG Libclang_INCLUDE_DIR Libclang_LIBRARY)
if(Libclang_FOUND)
    cmake_path(GET Libclang_LIBRARY PARENT_PATH Libclang_LIBRARY_DIR)
    add_library(Libclang::Libclang UNKNOWN IMPORTED)
    set_target_properties(Libclang::Libclang PROPERTIES IMPORTED_LOCATION ${Libclang_LIBRARY}
                          INTERFACE_INCLUDE_DIRECTORIES ${Libclang_INCLUDE_DIR})
endif()
