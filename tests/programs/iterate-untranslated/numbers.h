#pragma once
#include <asyncc.h>
struct point { double x, y; const int number; };
async_generator int range(int from, int to);
async_generator struct point corners(const double sides[2]);
struct both { async_iterator(int) range; async_iterator(struct point) corners; };
struct both open_all(int n, const double *sides);
