// Waking what belongs to another thread's loop is refused without debug mode, too, and so is joining its future.
// time: real
// exit: 1
// stderr: asyncc: a task of another thread's event loop is woken; use async_call_soon_threadsafe, or a future and async_future_set_threadsafe
#include <asyncc.h>
#include <uv.h>

static async void set(async_event *event) { async_event_set(event); }

static void thread(void *event) { async_run(set(event)); }

static void start_thread(void *event) {
    static uv_thread_t id;
    uv_thread_create(&id, thread, event);
}

async int main(void) {
    async_event *event = async_event_new();
    async_call_soon(start_thread, event);
    await async_event_wait(event);
    return 0;
}
