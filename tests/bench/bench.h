/* bench.h: what the programs in C and C++ share.
 *
 * Each is called as `PROGRAM WHAT COUNT`, does COUNT operations of the kind WHAT, and prints one line, `CHECK SECONDS` or `CHECK SECONDS BYTES`: a
 * number that says that the work was done, the same for every peer; the time; and where memory is what is measured, the bytes.
 */
#pragma once
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static inline double bench_clock(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline double bench_now(void) { return bench_clock(CLOCK_PROCESS_CPUTIME_ID); }


/* Bytes of memory that the process has in use now. */
static inline size_t bench_memory(void) {
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%*u %lu", &pages) != 1) pages = 0;
    if (file) fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static inline void bench_report(uint64_t check, double seconds) { printf("%llu %.9f\n", (unsigned long long)check, seconds); }

static inline void bench_report_memory(uint64_t check, double seconds, size_t bytes) {
    printf("%llu %.9f %zu\n", (unsigned long long)check, seconds, bytes);
}
