/* points.h: see points.c. */
#pragma once
#include "internal.h"

int  asyncc__points_wanted(void);
/* Dispatches, and counts when that was a step of a task which suspended. */
void asyncc__points_dispatch(asyncc__loop *loop, asyncc__runnable *run, void (*dispatch)(asyncc__loop *, asyncc__runnable *));
