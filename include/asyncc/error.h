/* error.h: what a coroutine throws.
 *
 * Codes are libuv's UV_E… (negative), errno values (positive), or the program's own; EINVAL and UV_EINVAL are different codes.
 * UV_ECANCELED is cancellation: a plain `catch (e)` does not catch it.
 */
#pragma once
#include "code.h"
#include "size.h"

/* FILE, without the names of <stdio.h>, many of which programs use for functions of their own (getline, remove, dprintf).  In glibc and musl it is
 * this structure, which their headers declare in the same way. */
#if defined __linux__ && !defined __ANDROID__ && !defined __UCLIBC__
typedef struct _IO_FILE asyncc__stdio;
#else
#include <stdio.h>
typedef FILE asyncc__stdio;
#endif

/* An error.  In a `catch (e)` it lives until the block ends; one that async_run_try stores is the caller's. */
typedef struct async_error {
    int code;
    const char *message;        /* never null; at least 255 bytes of it are kept, a longer one ends in "…" */
} async_error;

/* Number of errors that this one stands for: those of a task group's members; 0 for a plain one.
 * asyncio: len(group.exceptions). */
size_t async_error_count(const async_error *error);

/* The k-th of them, from 0, which may have sub-errors itself; null beyond the last.  Lives as long as `error`.
 *
 *     catch (e) { for (size_t k = 0; k < async_error_count(e); k++) puts(async_error_at(e, k)->message); }
 */
const async_error *async_error_at(const async_error *error, size_t k);

/* "UV_ETIMEDOUT", "EINVAL", "error 42".  Lives until the next call in the thread. */
const char *async_error_name(int code);

/* Prints the awaits that the error came through, the innermost last, then its name and message; sub-errors indented below.  The file is
 * a FILE *.  asyncio: traceback.print_exception. */
void async_error_print(const async_error *error, asyncc__stdio *file);

/* Frees an error that async_run_try stored; null is allowed.  Errors in a `catch` or in a settled gather are not the program's to free. */
void async_error_free(async_error *error);
