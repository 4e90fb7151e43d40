#pragma once
#include <asyncc.h>
async int add(int a, int b);
async double half(double x);
async void fail(int code);
int from_thread(async_loop *loop, int *log);
