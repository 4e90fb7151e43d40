/* task.h: what can be done with a handle beside joining it.
 *
 * A handle, `async_task(T)` or `async_future(T)`, is a reference.  `await async_join(t)` takes it, async_detach gives it up,
 * async_retain adds one; nothing else frees a task.  A spawn whose handle nobody takes detaches the task.  Using a handle after
 * that is an error that is caught where it can be.
 * All of these work in plain code of the loop's thread, none suspends.
 */
#pragma once
#include "error.h"
#include "language.h"
#include "size.h"

#define ASYNCC__HANDLE(handle) ((async_handle)(handle))

/* Asks the task to end: the await at which it is suspended throws UV_ECANCELED, or its next one.  A future is cancelled at once.
 * Requests are counted.  True unless it had ended.  task.cancel(). */
#define async_cancel(handle)            async_task_cancel(ASYNCC__HANDLE(handle))
/* The same with the message of the error, which is copied.  task.cancel(msg=…). */
#define async_cancel_with(handle, text) async_task_cancel_with(ASYNCC__HANDLE(handle), text)
int async_task_cancel(async_handle task);
int async_task_cancel_with(async_handle task, const char *message);

/* The number of requests that nobody took back, and taking one back (the rest is returned): for who catches a cancellation and goes
 * on.  task.cancelling(), task.uncancel(). */
#define async_cancelling(task) async_task_cancelling(ASYNCC__HANDLE(task))
#define async_uncancel(task)   async_task_uncancel(ASYNCC__HANDLE(task))
int async_task_cancelling(async_handle task);
int async_task_uncancel(async_handle task);

/* True once it has ended, however; and when that was by cancellation.  task.done(), task.cancelled(). */
#define async_done(handle)      async_handle_done(ASYNCC__HANDLE(handle))
#define async_cancelled(handle) async_handle_cancelled(ASYNCC__HANDLE(handle))
int async_handle_done(async_handle handle);
int async_handle_cancelled(async_handle handle);

/* The error that it ended with (UV_ECANCELED if it was cancelled); null when it has none or has not ended.  Lives as long as the
 * reference.  task.exception(). */
#define async_failure(handle) async_handle_error(ASYNCC__HANDLE(handle))
const async_error *async_handle_error(async_handle handle);

/* The result of one that has ended without an error; anything else ends the program.  task.result(). */
#define async_result(handle) (*(const __typeof__((handle)(0)) *)async_handle_value(ASYNCC__HANDLE(handle)))
const void *async_handle_value(async_handle handle);

/* One more reference, the same handle.  Each wants a join or a detach of its own. */
#define async_retain(handle) ((__typeof__(handle))async_handle_retain(ASYNCC__HANDLE(handle)))
async_handle async_handle_retain(async_handle handle);

/* Gives up the reference; the task goes on.  An error that nobody looks at is printed when it is freed.  Null is allowed. */
#define async_detach(handle) async_handle_detach(ASYNCC__HANDLE(handle))
void async_handle_detach(async_handle handle);

/* The task that runs, or null in plain callbacks; no reference.  asyncio.current_task(). */
async_handle async_current(void);

/* Stores up to n handles of tasks that have not ended, without references, in the order of their start; returns how many there are.
 * asyncio.all_tasks(). */
size_t async_all(async_handle *handles, size_t n);

/* The name: "Task-1" unless it was set.  Lives until the next change, at most as long as the task.  Setting copies; 0 or UV_ENOMEM. */
#define async_name(task)           async_task_name(ASYNCC__HANDLE(task))
#define async_set_name(task, name) async_task_set_name(ASYNCC__HANDLE(task), name)
const char *async_task_name(async_handle task);
int async_task_set_name(async_handle task, const char *name);
void async_task_name_into(async_handle task, char *buffer, size_t size);

/* Calls function(handle, data) from the ready queue when it has ended, soon if it has already; keeps a reference until then.
 * 0 or UV_ENOMEM.  task.add_done_callback.
 *
 *     void done(async_handle t, void *data) { printf("%s is done\n", async_name(t)); }
 *     async_on_done(t, done, NULL);
 */
#define async_on_done(handle, function, data)        async_handle_on_done(ASYNCC__HANDLE(handle), function, data)
/* Takes all such calls back that are not on their way yet; their number.  task.remove_done_callback. */
#define async_remove_on_done(handle, function, data) async_handle_remove_on_done(ASYNCC__HANDLE(handle), function, data)
int async_handle_on_done(async_handle handle, void (*function)(async_handle handle, void *data), void *data);
int async_handle_remove_on_done(async_handle handle, void (*function)(async_handle handle, void *data), void *data);
