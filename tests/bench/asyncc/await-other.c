/* await-other.c: the other unit of await.c. */
#include <asyncc.h>
#include <stdint.h>

async uint64_t other_mix(uint64_t a, uint64_t b) { return (a ^ b) + (a >> 3); }
