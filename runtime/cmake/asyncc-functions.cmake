# asyncc_target(TARGET…): lets targets have annotated sources.
#
#   find_package(asyncc REQUIRED)
#   add_executable(app main.c worker.c)
#   target_link_libraries(app PRIVATE asyncc::runtime)
#   asyncc_target(app)
#
# Each C source of the target that includes <asyncc.h> is translated and the target's compiler gets the translation, which stays
# beside the object file as NAME.c.async.c.  It is done by the target's own compile commands, with asyncc as their launcher: flags,
# dependencies on headers, precompiled headers and the compilation database are CMake's, and right.
function(asyncc_target)
    if(NOT CMAKE_GENERATOR MATCHES "Makefiles|Ninja")
        message(FATAL_ERROR "asyncc_target: the generator has to be one of Ninja and Make, not ${CMAKE_GENERATOR}")
    endif()
    file(REAL_PATH "${CMAKE_C_COMPILER}" compiler)
    file(REAL_PATH "${ASYNCC_TOOL}" tool)
    foreach(target IN LISTS ARGN)
        if(NOT TARGET ${target})
            message(FATAL_ERROR "asyncc_target: there is no target '${target}'")
        endif()
        get_target_property(launcher ${target} C_COMPILER_LAUNCHER)
        if(NOT launcher)
            set(launcher)
        endif()
        if(compiler STREQUAL tool OR "--launch" IN_LIST launcher)
            continue()
        endif()
        set_target_properties(${target} PROPERTIES C_COMPILER_LAUNCHER "${ASYNCC_TOOL};--launch;${launcher}")
        if(TARGET translate AND TARGET asyncc)      # asyncc is a part of this very build
            add_dependencies(${target} asyncc)
        endif()
    endforeach()
endfunction()
