/* `async` stands wherever a storage class may: before, between and after the other specifiers. */
#include <asyncc.h>
#include <stdio.h>

async static int one(void) { await async_sleep(0); return 1; }
static async inline int two(void) { await async_sleep(0); return 2; }
static inline async unsigned long three(void) { await async_sleep(0); return 3; }
extern async const char *four(void);
async const char *four(void) { await async_sleep(0); return "four"; }
__attribute__((unused)) static async void unused(void) { await async_sleep(0); }
static async __attribute__((noinline)) int five(void) { await async_sleep(0); return 5; }

async int main(void) {
    printf("%d %d %lu %s %d\n", await one(), await two(), await three(), await four(), await five());
    return 0;
}
// expect: 1 2 3 four 5
