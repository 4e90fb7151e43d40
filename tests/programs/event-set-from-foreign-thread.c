// What is no business of another thread is refused with the way to do it.
// time: real
// exit: 1
// stderr: asyncc: a task is woken from a thread without an event loop; use async_call_soon_threadsafe, or a future and async_future_set_threadsafe
#include <asyncc.h>
#include <uv.h>

static void set(void *event) {
    async_event_set(event);
}

static void start_thread(void *event) {
    static uv_thread_t thread;
    uv_thread_create(&thread, set, event);
}

async int main(void) {
    async_event *event = async_event_new();
    async_call_soon(start_thread, event);
    await async_event_wait(event);
    return 0;
}
