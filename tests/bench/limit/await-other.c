/* await-other.c: the other unit of await.c. */
#include <stdint.h>

uint32_t other_mix(uint32_t a, uint32_t b) { return (a ^ b) + (a >> 3); }
