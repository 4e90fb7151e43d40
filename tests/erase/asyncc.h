/* asyncc.h of the sequential oracle: an annotated program that uses only async functions and awaits is, with its markers
 * defined away, the plain program that does the same things in the same order (serial elision).  Found instead of the real header
 * when a test says `// oracle: erase`. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#define async
#define await
#define async_spawn(...) oracle_erase_knows_only_async_and_await
#define async_gather(...) oracle_erase_knows_only_async_and_await

static inline void async_sleep(double seconds) {
    (void)seconds;
}
