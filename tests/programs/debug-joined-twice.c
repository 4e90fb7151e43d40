// Debug mode: two tasks that join a third one with a single reference between them.
// env: ASYNCC_DEBUG=1
// exit: 1
// stderr: asyncc: async_join: the reference to task 'Task-2' belongs to a join that waits for it; give each user one with async_retain(t)
#include <asyncc.h>

static async void work(void) { await async_sleep(1); }

static async void join(async_task(void) t) { await async_join(t); }

async int main(void) {
    async_task(void) t = async_spawn(work());
    await async_gather(join(async_retain(t)), join(t));
    t = async_spawn(work());
    async_set_name(t, "Task-2");
    await async_gather(join(t), join(t));
    return 0;
}
