/* terminal.h: the terminal that the program has made raw (terminal.c). */
#pragma once

int asyncc__terminal_make_raw(int fd);          /* 0; UV_EBUSY when another one is; or an error */
/* As it was, if it is this one; negative: whichever it is.  May be called in a signal handler. */
void asyncc__terminal_restore(int fd);
