/* A task of another thread's loop: its result stays in its handle, and only a future of this loop can be awaited. */
#include <asyncc.h>

async int work(int *to);
int plain(int n);
async_loop *loop;

async int main(void) {
    int n = 0;
    async_spawn_threadsafe(loop, n = work(0));              // error: the result of a task of another thread's loop stays in its handle
    async_spawn_threadsafe(loop, plain(1));                 // error: 'plain' is not an async function: it cannot be a branch of 'async_spawn_threadsafe'
    async_remote(int) r = async_spawn_threadsafe(loop, work(&n));       // warning: the task can outlive 'n'
    n += await async_join(r);                               // error: the task is one of another thread's loop
    // fixit@-1: async_remote_future( )
    await r;                                                // error: the task is one of another thread's loop
    // fixit@-1: async_join(async_remote_future( ))
    return async_remote_wait(r, 1);                         // warning: 'async_remote_wait' blocks every task of the loop
}
