/* For main.c: prototypes of coroutines, read by C that is not translated, too. */
#pragma once
#include <asyncc.h>
async int doubled(int x);
async void report(const char *what, int value);
typedef async int operation(int);
extern async int (*chosen)(int);
int from_plain(int x);
static inline async int helper(int x) { return await doubled(x) + 1; }
