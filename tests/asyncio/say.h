/* say("x %d", x): prints the time since the start of the run and a text, as say of virtual_time.py does.
 * made(async_lock_new()): a new object, or the error that there is no memory for it. */
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

#define made(object) ({ __auto_type made_ = (object); if (!made_) throw(UV_ENOMEM, "out of memory"); made_; })
