/* Compiled by the C compiler alone: `one` would be started in the place of `twice`. */
#include "work.h"

void from_plain(void) { async_detach(async_spawn(twice(one()))); }
