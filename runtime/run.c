/* run.c: runs of a loop from plain code: asyncio.run and asyncio.Runner.
 *
 * A run makes a loop (or uses the one of a runner), runs it until the coroutine has ended, and then, as asyncio does: cancels the tasks
 * that are left and lets them unwind, closes iterators that are open, joins worker threads, closes every handle.
 */
#include "internal.h"
#include "terminal.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct async_runner { asyncc__loop *loop; };

static __thread async_runner *next_runner;      /* that the next run in this thread is to use */
static __thread int begin_status;               /* why there is no loop */
static __thread asyncc__context no_loop;
static __thread int interrupted_run;            /* the run that ended last was cancelled by SIGINT */

asyncc__context *asyncc__current(const char *what) {
    asyncc__loop *loop = asyncc__loop_current;
    if (asyncc__unlikely(!loop)) asyncc__die("%s: no event loop runs in this thread; another thread's is reached by async_call_soon_threadsafe and async_spawn_threadsafe", what);
    return &loop->context;
}

uv_loop_t *async_uv_loop(void) { return asyncc__loop_of(asyncc__current("async_uv_loop"))->uv; }

async_loop *async_loop_current(void) { return asyncc__loop_current; }

/* ------------------------------------------------------------------- SIGINT */

/* The first SIGINT cancels the main task, as in asyncio, so that the program unwinds; a second one ends it at once. */
static asyncc__loop *volatile interrupt_loop;

static void on_interrupt(int number) {
    asyncc__loop *loop = interrupt_loop;
    if (loop && !loop->interrupted) {
        loop->interrupted = 1;
        asyncc__look(loop);           /* the loop is to look between two batches */
        uv_async_send(&loop->async);
    } else {
        signal(number, SIG_DFL);
        asyncc__terminal_restore(-1);
        raise(number);
    }
}

void asyncc__interrupt_check(asyncc__loop *loop) {
    if (asyncc__likely(loop->interrupted != 1)) return;
    loop->interrupted = 2;
    if (loop->main && loop->main->run.state == STATE_PENDING) asyncc__task_cancel(loop, loop->main, NULL);
}

static int interrupt_open(asyncc__loop *loop) {
    struct sigaction old, new = { .sa_handler = on_interrupt };
    if (interrupt_loop || getpid() != (pid_t)syscall(SYS_gettid)) return 0;
    if (sigaction(SIGINT, NULL, &old) || (old.sa_flags & SA_SIGINFO) || old.sa_handler != SIG_DFL) return 0;
    loop->interrupted = 0;
    interrupt_loop = loop;
    sigemptyset(&new.sa_mask);
    sigaction(SIGINT, &new, NULL);
    return 1;
}

static void interrupt_close(void) {
    struct sigaction old;
    interrupt_loop = NULL;
    if (!sigaction(SIGINT, NULL, &old) && old.sa_handler == on_interrupt) signal(SIGINT, SIG_DFL);
}

/* ------------------------------------------------------------------ one run */

static void stop(asyncc__loop *loop, asyncc__call *call) {
    (void)call;
    asyncc__stop(loop);
}

async_runner *asyncc__runner_take(void) {
    async_runner *runner = next_runner;
    next_runner = NULL;
    return runner;
}

asyncc__context *asyncc__run_begin(const char *name) {
    async_runner *runner = asyncc__runner_take();
    if (asyncc__remote_is_starting() || asyncc__form_is_starting())
        asyncc__die("'%s' is called while a coroutine is being started: in C that is not translated an argument of async_spawn and its like must not call "
                    "one; call it before, and pass its result", name);
    if (asyncc__loop_current && asyncc__loop_current->is_running)
        asyncc__die("'%s' is called from a running event loop: await it, or start it with async_spawn", name);
    asyncc__loop *loop = runner ? runner->loop : asyncc__loop_new(NULL, NULL, &begin_status);
    if (!loop) {
        asyncc__context_init_none(&no_loop);
        next_runner = NULL;
        return &no_loop;
    }
    loop->runner = runner;
    asyncc__loop_enter(loop);
    return asyncc__spawner(&loop->context);
}

/* Until `task` has ended. */
static void run_until(asyncc__loop *loop, asyncc__task *task) {
    asyncc__call call;
    asyncc__call_init(&call, stop);
    asyncc__handle_wait((asyncc__handle *)task, &call.run);
    loop->main = task;
    loop->stopping = 0;
    int catches = interrupt_open(loop);
    asyncc__loop_run(loop);
    if (catches) interrupt_close();
    loop->main = NULL;
}

void asyncc__loop_drain(asyncc__loop *loop) {
    while (asyncc__pending_tasks(loop)) {
        struct asyncc__tasks all = asyncc__tasks(loop);
        for (asyncc__task *task; (task = asyncc__tasks_next(&all));)
            if (task->run.state == STATE_PENDING) {
                task->run.flags |= FLAG_LEFTOVER;
                loop->leftover++;
            }
        all.at = all.last = 0;
        for (asyncc__task *task; (task = asyncc__tasks_next(&all));)
            if (task->run.state == STATE_PENDING) asyncc__task_cancel(loop, task, NULL);
        asyncc__tasks_end(&all);
        loop->stopping = 0;
        asyncc__loop_run(loop);
    }
}

/* What a generator's end starts ends, too, and what a job does. */
void asyncc__loop_finish(asyncc__loop *loop) {
    do {
        asyncc__loop_drain(loop);
        asyncc__generators_close(loop);
        if (!asyncc__pending_tasks(loop) && !loop->generators) asyncc__executors_wait(loop);
    } while (asyncc__pending_tasks(loop) || loop->generators);
}

static void close_loop(asyncc__loop *loop) {
    asyncc__loop_finish(loop);
    asyncc__executors_close(loop);
    asyncc__loop_free(loop);
}

int asyncc__run_end_try(void *result, async_error **error) {
    asyncc__loop *loop = asyncc__loop_current;
    asyncc__error *failure = NULL;
    int interrupted = 0;
    if (begin_status < 0) {
        failure = asyncc__error_new(begin_status, "no event loop: %s", uv_strerror(begin_status));
        begin_status = 0;
    } else {
        asyncc__loop *outer = loop->outer;
        asyncc__task *task = asyncc__plain_spawned(&loop->context, NULL);
        if (!task) {
            failure = asyncc__error_new(UV_ENOMEM, "out of memory");
        } else {
            run_until(loop, task);
            asyncc__frame *first = asyncc__first_frame(task);
            failure = asyncc__handle_error((asyncc__handle *)task, task->run.refs == 1);
            if (!failure && result) memcpy(result, asyncc__value(task), first->coroutine->result_size);
            /* As asyncio: unless somebody else has asked for it, too. */
            interrupted = loop->interrupted && failure && asyncc__is_cancellation(failure) && !asyncc__task_uncancel(task);
            asyncc__handle_release(loop, (asyncc__handle *)task);
        }
        if (loop->runner) asyncc__loop_leave(loop);
        else close_loop(loop);
        asyncc__loop_current = outer;
    }
    interrupted_run = interrupted;
    int code = failure ? failure->shown.code : 0;
    if (error) *error = failure ? &failure->shown : NULL;
    else asyncc__error_release(failure);
    return code;
}

void asyncc__run_end(void *result) {
    async_error *error;
    if (asyncc__form_run_ends(result)) return;
    if (!asyncc__run_end_try(result, &error)) return;
    fflush(stdout);
    if (interrupted_run) {
        fflush(NULL);
        signal(SIGINT, SIG_DFL);
        raise(SIGINT);
    }
    async_error_print(error, stderr);
    async_error_free(error);
    exit(1);
}

static __thread int is_run_called;      /* between the two: nothing but the start of a coroutine happens there in a run */

asyncc__context *asyncc__called(const char *name) {
    asyncc__context *c = asyncc__indirect;
    if (!c) {
        c = asyncc__run_begin(name);
        is_run_called = 1;
        return c;
    }
    asyncc__indirect = NULL;
    return c;
}

void asyncc__returned(void *result) {
    if (asyncc__likely(!is_run_called)) return;
    is_run_called = 0;
    asyncc__run_end(result);
}

uint64_t asyncc__enter_called(const asyncc__coroutine *coroutine, void *block) {
    uint64_t word = asyncc__enter(asyncc__called(coroutine->name), coroutine, block);
    asyncc__returned(coroutine->result_size <= ASYNCC__WORD_SIZE ? (void *)&word : block);
    return word;
}

/* ------------------------------------------------------------------ runners */

async_runner *async_runner_new(const async_run_options *options, uv_loop_t *uv) {
    int status;
    async_runner *runner = asyncc__malloc(sizeof *runner);
    if (!runner) return NULL;
    runner->loop = asyncc__loop_new(options, uv, &status);
    if (runner->loop) return runner;
    free(runner);
    return NULL;
}

void async_runner_use(async_runner *runner) { next_runner = runner; }
async_loop *async_runner_loop(async_runner *runner) { return runner->loop; }

void async_runner_close(async_runner *runner) {
    if (!runner) return;
    asyncc__loop *loop = runner->loop, *outer = asyncc__loop_current;
    if (outer && outer->is_running) asyncc__die("async_runner_close: called from a running event loop");
    asyncc__loop_enter(loop);
    close_loop(loop);
    asyncc__loop_current = outer;
    free(runner);
}
