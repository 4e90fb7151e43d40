// oracle: erase
// expect: 7 bytes, 1 2 3.5
// expect: aligned 1, sum 10.0
// `#pragma pack` is for the structures of the user, not for those of the runtime or the frames of coroutines.
#pragma pack(1)
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>

struct packet { char kind; short length; float value; };

typedef double pair __attribute__((vector_size(16)));

async pair add(pair a, pair b) {
    pair sum = a + b, *where = &sum;
    await async_sleep(0);
    char first = 1;
    _Alignas(16) char aligned = 1, *byte = &first;
    pair copy = *where;
    await async_sleep(0);
    printf("aligned %d, ", (uintptr_t)&aligned % 16 == 0 && (uintptr_t)where % 16 == 0 && *byte);
    return copy + *where;
}

async struct packet make(char kind, short length, float value) {
    struct packet p = { kind, length, value };
    await async_sleep(0);
    return p;
}

async int main(void) {
    struct packet p = await make(1, 2, 3.5f);
    printf("%d bytes, %d %d %.1f\n", (int)sizeof p, p.kind, p.length, p.value);
    pair sum = await add((pair){ 1, 2 }, (pair){ 1, 1 });
    printf("sum %.1f\n", sum[0] + sum[1]);
}
