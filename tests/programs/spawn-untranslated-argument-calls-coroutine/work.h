#pragma once
#include <asyncc.h>
async int one(void);
async int twice(int x);
void from_plain(void);
