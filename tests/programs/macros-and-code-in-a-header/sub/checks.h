#pragma once
#include "values.h"
#define CHECK(x) if ((x) < FLOOR) return -1
#define LATER(x) await twice(x)
