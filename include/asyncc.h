/* asyncc.h: async/await for C.  All that a program includes.
 *
 * One header a concept, in the order in which a reader needs them; include/README.md is the language's reference.
 *
 * Of the system's headers it brings size_t, NULL and <errno.h> alone: a name of a program's own, `stat`, `index`, `remove`, is free as without it, and reading it costs
 * next to nothing.  What a program uses of <stdio.h>, <signal.h>, <sys/socket.h> or <uv.h> it includes itself, before or behind this.
 */
#ifndef ASYNCC_H
#define ASYNCC_H

/* The runtime's structures are as it was compiled, whatever `#pragma pack` is in force here. */
#pragma pack(push)
#pragma pack()

#include "asyncc/language.h"    /* async, await, yield, try, defer …; async_spawn, async_gather … */
#include "asyncc/error.h"       /* async_error, UV_E… */
#include "asyncc/run.h"         /* runs, runners, existing uv_loop_t programs */
#include "asyncc/time.h"        /* async_sleep, async_time, calls soon and later */
#include "asyncc/task.h"        /* handles: cancel, names, done callbacks */
#include "asyncc/future.h"      /* the bridge to callbacks */
#include "asyncc/generator.h"   /* iterators held by hand */
#include "asyncc/timeout.h"
#include "asyncc/group.h"
#include "asyncc/wait.h"
#include "asyncc/lock.h"
#include "asyncc/semaphore.h"
#include "asyncc/event.h"
#include "asyncc/condition.h"
#include "asyncc/barrier.h"
#include "asyncc/queue.h"
#include "asyncc/limiter.h"
#include "asyncc/stream.h"      /* TCP, Unix sockets, pipes, terminals */
#include "asyncc/server.h"
#include "asyncc/thread.h"      /* tasks and calls from other threads */
#include "asyncc/executor.h"    /* blocking work elsewhere: threads, processes */
#include "asyncc/dns.h"         /* names and addresses */
#include "asyncc/file.h"        /* open files, whole files */
#include "asyncc/fs.h"          /* the file system */
#include "asyncc/process.h"     /* other programs */
#include "asyncc/signal.h"      /* signals of the process */
#include "asyncc/udp.h"         /* datagrams */
#include "asyncc/dump.h"

#ifdef ASYNCC_GENERATED
#include "asyncc/abi.h"
#endif

#pragma pack(pop)

#endif
