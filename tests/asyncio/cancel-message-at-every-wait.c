/* The message of a cancel arrives whatever the task waits for. */
#include "say.h"
#include <unistd.h>

typedef async void work(void);

static async_lock *lock;
static async_semaphore *semaphore;
static async_event *event;
static async_condition *condition;
static async_barrier *barrier;
static async_queue(int) empty, full;
static async_task(void) other;

static async void sleeper(void) { await async_sleep(10); }
static async void stubborn(void) {
    try {
        await async_sleep(10);
    } catch (e, UV_ECANCELED) {
        await async_sleep(1);
    }
}
static async void gathers(void) { await async_gather(sleeper(), sleeper()); }
static async void gathers_gathers(void) { await async_gather(gathers(), gathers()); }
static async void gathers_stubborn(void) { await async_gather(stubborn(), sleeper()); }
static async void gathers_settled(void) {
    const async_error *errors[2];
    await async_gather_settled(errors, sleeper(), sleeper());
}
static async void waits_for(void) { await async_wait_for(sleeper(), 20); }
static async void shields(void) { await async_shield(sleeper()); }
static async void has_timeout(void) {
    async_with (async_timeout(20)) await sleeper();
}
static async void locks(void) { await async_lock_acquire(lock); }
static async void acquires(void) { await async_semaphore_acquire(semaphore); }
static async void waits_for_event(void) { await async_event_wait(event); }
static async void waits_for_condition(void) {
    async_with (async_condition_locked(condition)) await async_condition_wait(condition);
}
static async void waits_at_barrier(void) { await async_barrier_wait(barrier); }
static async void gets(void) { await async_get(empty); }
static async void puts_one(void) { await async_put(full, 1); }
static async void joins_queue(void) { await async_queue_join(full); }
static async void waits(void) { await async_wait(&other, 1, ASYNC_ALL, 20); }
static async void as_completed(void) {
    async_for (async_task(void) t, async_as_completed(&other, 1)) (void)t;
}
static async_generator int numbers(void) {
    await async_sleep(10);
    yield 1;
}
static async void loops(void) {
    async_for (int x, numbers()) (void)x;
}
static async void next(void) {
    async_iterator(int) it = async_iterate(numbers());
    defer await async_generator_close(it);
    int x;
    await async_next(it, &x);
}
static async void has_group(void) {
    async_with (async_group *g, async_task_group()) async_group_spawn(g, sleeper());
}
static async void in_group(void) {
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, sleeper());
        await sleeper();
    }
}
static void blocks(void) { usleep(50000); }
static async void has_thread(void) { await async_to_thread(blocks()); }

async int main(void) {
    lock = made(async_lock_new());
    semaphore = made(async_semaphore_new(0));
    event = made(async_event_new());
    condition = made(async_condition_new(NULL));
    barrier = made(async_barrier_new(2));
    empty = made(async_queue_new(int, 1));
    full = made(async_queue_new(int, 1));
    await async_put(full, 0);
    await async_lock_acquire(lock);
    other = async_spawn(async_sleep(1000));
    static const struct { const char *name; work *run; } all[] = {
        { "sleeper", sleeper }, { "gathers", gathers }, { "gathers_gathers", gathers_gathers }, { "gathers_stubborn", gathers_stubborn },
        { "gathers_settled", gathers_settled }, { "waits_for", waits_for }, { "shields", shields }, { "has_timeout", has_timeout },
        { "locks", locks }, { "acquires", acquires }, { "waits_for_event", waits_for_event }, { "waits_for_condition", waits_for_condition },
        { "waits_at_barrier", waits_at_barrier }, { "gets", gets }, { "puts_one", puts_one }, { "joins_queue", joins_queue }, { "waits", waits },
        { "as_completed", as_completed }, { "loops", loops }, { "next", next }, { "has_group", has_group }, { "in_group", in_group },
        { "has_thread", has_thread } };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        async_task(void) t = async_spawn(all[k].run());
        for (int i = 0; i < 3; i++) await async_sleep(0);
        async_cancel_with(t, all[k].name);
        try {
            await async_join(t);
            say("%s: not cancelled", all[k].name);
        } catch (e, UV_ECANCELED) {
            say("%s", e->message);
        }
    }
    async_detach(other);
    return 0;
}
