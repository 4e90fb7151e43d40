// Debug mode: what belongs to a loop is used by a thread that is not the loop's, which has no loop or one of its own.  Each case ends its process.
// env: ASYNCC_DEBUG=1
// env: ASYNCC_SLOW_STEP=100
// time: real
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

static async_lock *lock;
static async_event *event;
static async_semaphore *semaphore;
static async_condition *condition;
static async_barrier *barrier;
static async_limiter *limiter;
static async_queue(int) queue;
static async_future(int) future;
static async_task(void) task;
static async_group *group;
static async_iterator(int) numbers;

static async_generator int count(void) {
    yield 1;
    yield 2;
}
static async void forever(void) { await async_sleep(100); }

/* In threads without a loop. */
static void sets_event(void) { async_event_set(event); }
static void looks_at_event(void) { async_event_is_set(event); }
static void releases(void) { async_lock_release(lock); }
static void gives_permit(void) { async_semaphore_release(semaphore); }
static void notifies(void) { async_condition_notify(condition, 1); }
static void takes_token(void) { async_limiter_try(limiter); }
static void puts_nowait(void) { async_queue_put_nowait(queue, &(int){ 1 }); }
static void sets_future(void) { async_future_set(future, 1); }
static void fails_future(void) { async_future_fail(future, UV_EIO, "no"); }
static void looks_at_task(void) { async_done(task); }
static void counts_members(void) { async_group_count(group); }

/* In threads with one. */
static async void gets_item(void) { await async_get(queue); }
static async void waits_event(void) { await async_event_wait(event); }
static async void waits_barrier(void) { await async_barrier_wait(barrier); }
static async void joins(void) { await async_join(async_retain(task)); }
static async void joins_future(void) { await async_join(future); }
static async void cancels(void) { async_cancel(task); }
static async void spawns_member(void) { async_group_spawn(group, forever()); }
static async void asks_iterator(void) {
    int x;
    await async_next(numbers, &x);
}
static void other_loop_1(void) { async_run(gets_item()); }
static void other_loop_2(void) { async_run(waits_event()); }
static void other_loop_3(void) { async_run(waits_barrier()); }
static void other_loop_4(void) { async_run(joins()); }
static void other_loop_5(void) { async_run(joins_future()); }
static void other_loop_6(void) { async_run(cancels()); }
static void other_loop_7(void) { async_run(spawns_member()); }
static void other_loop_8(void) { async_run(asks_iterator()); }

static void (*mistake)(void);
static void thread(void *data) {
    (void)data;
    mistake();
}

static async void use(void) {
    /* made in main, used here */
    async_event_clear(event);
    await async_lock_acquire(lock);
    async_semaphore_value(semaphore);
    async_with (async_condition_locked(condition)) async_condition_notify_all(condition);
    async_barrier_waiting(barrier);
    async_limiter_try(limiter);
    async_queue_size(queue);
    future = async_future_new(int);
    task = async_spawn(forever());
    numbers = async_iterate(count());
    async_with (async_group *g, async_task_group()) {
        group = g;
        uv_thread_t id;
        if (uv_thread_create(&id, thread, NULL)) abort();
        await async_sleep(10);
        puts("nobody said anything");
    }
}

static async void innocent(void) {
    async_event_clear(event);
    await async_lock_acquire(lock);
    async_queue_put_nowait(queue, &(int){ 1 });
    async_lock_release(lock);
}
static void innocent_thread(void *data) {
    (void)data;
    async_run(innocent());
}

int main(void) {
    static void (*const mistakes[])(void) = {
        sets_event, looks_at_event, releases, gives_permit, notifies, takes_token, puts_nowait, sets_future, fails_future, looks_at_task,
        counts_members, other_loop_1, other_loop_2, other_loop_3, other_loop_4, other_loop_5, other_loop_6, other_loop_7, other_loop_8 };
    lock = async_lock_new();
    event = async_event_new();
    semaphore = async_semaphore_new(1);
    condition = async_condition_new(NULL);
    barrier = async_barrier_new(2);
    limiter = async_limiter_new(1, 1);
    queue = async_queue_new(int, 0);
    for (size_t k = 0; k < sizeof mistakes / sizeof *mistakes; k++) {
        fflush(stdout);
        pid_t pid = fork();
        if (!pid) {
            mistake = mistakes[k];
            async_run(use());
            _exit(0);
        }
        int status;
        waitpid(pid, &status, 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 1) printf("case %zu: %d\n", k, status);
    }
    /* One loop after the other, and between them, is no mistake; whatever the threads are. */
    async_run(innocent());
    async_event_set(event);
    uv_thread_t id;
    if (uv_thread_create(&id, innocent_thread, NULL)) abort();
    uv_thread_join(&id);
    printf("%zu\n", async_queue_size(queue));
    async_queue_free(queue);
    async_limiter_free(limiter);
    async_barrier_free(barrier);
    async_condition_free(condition);
    async_semaphore_free(semaphore);
    async_event_free(event);
    async_lock_free(lock);
    return 0;
}
// expect: 2
// stderr: asyncc: async_event_set: the event belongs to the event loop of another thread; leave that loop a call with async_call_soon_threadsafe(loop, f, data) or a task with async_spawn_threadsafe(loop, f(x))
// stderr: asyncc: async_event_is_set: the event belongs to the event loop of another thread
// stderr: asyncc: async_lock_release: the lock belongs
// stderr: asyncc: async_semaphore_release: the semaphore belongs
// stderr: asyncc: async_condition_notify: the condition belongs
// stderr: asyncc: async_limiter_try: the limiter belongs
// stderr: asyncc: async_queue_put_nowait: the queue belongs
// stderr: asyncc: async_future_set: the future belongs to the event loop of another thread; use async_future_set_threadsafe
// stderr: asyncc: async_future_fail: the future belongs to the event loop of another thread; use async_future_fail_threadsafe
// stderr: asyncc: async_done: task 'Task-2' belongs to the event loop of another thread
// stderr: asyncc: async_group_count: task 'Task-1' belongs
// stderr: asyncc: async_queue_get: the queue belongs
// stderr: asyncc: async_event_wait: the event belongs
// stderr: asyncc: async_barrier_wait: the barrier belongs
// stderr: asyncc: async_retain: task 'Task-2' belongs
// stderr: asyncc: async_join: the future belongs
// stderr: asyncc: async_cancel: task 'Task-2' belongs
// stderr: asyncc: async_group_spawn: task 'Task-1' belongs
// stderr: asyncc: async_next: the iterator belongs
