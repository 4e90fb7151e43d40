/* executor.c: executors as context managers. */
#include "asyncc.h"
#include <uv.h>

void asyncc__executor_hold(async_executor *executor);
void asyncc__executor_let_go(async_executor *executor);

async_context async_executor *async_threads(int n, const char *name) {
    async_executor *e = async_thread_executor_new(n, name);
    if (!e) throw(UV_ENOMEM, "out of memory");
    asyncc__executor_hold(e);
    defer asyncc__executor_let_go(e);
    defer await async_executor_close(e);
    yield e;
}

async_context async_executor *async_processes(int n) {
    int status;
    async_executor *e = async_process_executor_new(n, &status);
    if (!e) throw(status, "no process: %s", uv_strerror(status));
    asyncc__executor_hold(e);
    defer asyncc__executor_let_go(e);
    defer await async_executor_close(e);
    yield e;
}

async_context async_executor *async_forks(int n) {
    async_executor *e = async_fork_executor_new(n);
    if (!e) throw(UV_ENOMEM, "out of memory");
    asyncc__executor_hold(e);
    defer asyncc__executor_let_go(e);
    defer await async_executor_close(e);
    yield e;
}
