/* dump.h: seeing inside. */
#pragma once
#include <stdio.h>
#include "run.h"

/* Prints the tree of the running loop's tasks: each with the awaits it stands at, file and line, and below it the tasks that it waits
 * for.  Touches none of them; from plain code of the loop's thread, or a debugger. asyncio: python -m asyncio pstree. */
void async_dump(FILE *file);
