#pragma once
#include <asyncc.h>
#include "checks.h"

static inline async int twice(int x) {
    CHECK(x);
    await async_sleep(0);
    return 2 * x;
}

static inline async int more(int x) {
    typedef int row[x];
    row a;
    switch (await twice(x) % 3) {
#include "body.inc"
    default: x = -x; CHECK(x - 100);
    }
    a[0] = LATER(x);
    return a[0] * 1000 + __LINE__ + (int)sizeof(row);
}

static inline async int later_more(int x) { return LATER(x) + await more(x); }
