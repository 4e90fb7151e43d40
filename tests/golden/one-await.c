/* The shape of a coroutine with a single await and scalars that live across it. */
#include <asyncc.h>

async int add(int a, int b) {
    int sum = a;
    await async_sleep(0.5);
    return sum + b;
}
