/* clock.c: the clock of --instructions, loaded before libuv.
 *
 * An event loop goes by the clock: it looks for I/O every so many microseconds.  Under callgrind, which is fifty times as slow, it would do so every few steps, and that would be counted.  Here
 * each look at the clock finds that about as much time has passed as does between two looks of a program that runs by itself.
 */
#include <stdint.h>

uint64_t uv_hrtime(void) {
    static uint64_t now = 1000000000;
    return now += 1280;
}
