/* parse_form.h: between parse_expr.c and parse_form.c. */
#pragma once
#include "parse.h"

bool is_await(const struct invocation *i);
node *parse_await(CXCursor c, struct span span);
node *parse_form(CXCursor c, struct span span);     /* null: no form */
