// Debug mode: detaching gives up a reference that somebody's join is to take.
// env: ASYNCC_DEBUG=1
// exit: 1
// stderr: asyncc: async_detach: the reference to task 'work' belongs to a join that waits for it; give each user one with async_retain(t)
#include <asyncc.h>

static async void work(void) { await async_sleep(1); }

static async void join(async_task(void) t) { await async_join(t); }

async int main(void) {
    async_task(void) t = async_spawn(work());
    async_set_name(t, "work");
    async_detach(async_spawn(join(t)));
    await async_sleep(0.5);
    async_detach(t);
    return 0;
}
