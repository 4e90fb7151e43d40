#include "shared.h"
#include <stdio.h>

async int slow_add(int a, int b) {
    await async_sleep(0);
    return await clamp(a + b, -1000, 1000);
}

async void count_up(struct counter *counter, int times) {
    while (times--) counter->value = await counter->add(counter->value, 1);
}

async_generator int downwards(int from) {
    for (; from; from--) {
        await async_sleep(0);
        yield from;
    }
}

async_context int borrowed(int value) {
    yield value;
    await async_sleep(0);
    printf("returned %d\n", value);
}
