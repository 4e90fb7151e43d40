/* check.h: between check.c and check_jump.c. */
#pragma once
#include "diag.h"
#include "tree.h"

void check_jumps(function *f);
