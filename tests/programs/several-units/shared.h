#pragma once
#include <asyncc.h>

struct counter { int value; async int (*add)(int a, int b); };

async int slow_add(int a, int b);
async void count_up(struct counter *counter, int times);
async_generator int downwards(int from);
async_context int borrowed(int value);
int plain_total(int n);

static inline async int clamp(int x, int low, int high) {
    await async_sleep(0);
    return x < low ? low : x > high ? high : x;
}
