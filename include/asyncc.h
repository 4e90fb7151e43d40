/* asyncc.h: async/await for C.  All that a program includes.
 *
 * One header a concept, in the order in which a reader needs them; include/README.md is the language's reference.
 */
#ifndef ASYNCC_H
#define ASYNCC_H

#include "asyncc/language.h"    /* async, await, yield, try, defer …; async_spawn, async_gather … */
#include "asyncc/error.h"       /* async_error, UV_E… */
#include "asyncc/run.h"         /* runs, runners, existing uv_loop_t programs */
#include "asyncc/time.h"        /* async_sleep, async_time, calls soon and later */
#include "asyncc/task.h"        /* handles: cancel, names, done callbacks */
#include "asyncc/future.h"      /* the bridge to callbacks */
#include "asyncc/timeout.h"
#include "asyncc/group.h"
#include "asyncc/wait.h"
#include "asyncc/thread.h"
#include "asyncc/dump.h"

#ifdef ASYNCC_GENERATED
#include "asyncc/abi.h"
#endif

#endif
