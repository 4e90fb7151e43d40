/* For macro-in-a-header.c. */
#include <asyncc.h>
#define CHECK(x) if ((x) < 0) return -1
static inline async int checked(int x) {
    CHECK(x);               /* hides a return */
    await async_sleep(0);
    return x;
}
