/* say("x %d", x): prints the time since the start of the run and a text, as say of virtual_time.py does. */
#pragma once
#include <asyncc.h>
#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 1, 2))) static inline void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    printf("%5.1f ", async_time());
    vprintf(format, arguments);
    putchar('\n');
    va_end(arguments);
}
