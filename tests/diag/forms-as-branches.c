/* What awaits in the same task takes forms; what starts a task takes calls; and a handle is joined. */
#include <asyncc.h>

static async int one(void) {
    await async_sleep(0);
    return 1;
}

async int main(void) {
    async_task(int) t = async_spawn(one());
    async_future(int) f = async_future_new(int);
    async_queue(int) q = async_queue_new(int, 0);
    async_iterator(int) it = NULL;
    int x = await async_wait_for(async_join(async_retain(t)), 1);
    x = await async_try(x = async_get(q));
    await async_shield(async_join(async_retain(t)));
    await async_gather(x = async_join(t), x = one());
    await async_gather(t);                              // error: 'async_gather' awaits a task or a future by 'async_join(handle)'
    // fixit@-1: async_join( )
    await async_gather_each(i, 2, async_get(q));        // error: 'async_get' cannot be a branch of 'async_gather_each'
    async_spawn(async_join(t));                         // error: 'async_join' cannot be a branch of 'async_spawn', which starts it as a task
    async_spawn(async_put(q, 1));                       // error: 'async_put' cannot be a branch of 'async_spawn'
    await async_shield(async_get(q));                   // error: 'async_get' cannot be a branch of 'async_shield'
    await async_wait_for(t, 1);                         // error: 'async_wait_for' awaits a task or a future by 'async_join(handle)'
    // fixit@-1: async_join( )
    await async_shield(f);                              // error: 'async_shield' awaits a task or a future by 'async_join(handle)'
    // fixit@-1: async_join( )
    await async_try(t);                                 // error: 'async_try' awaits a task or a future by 'async_join(handle)'
    // fixit@-1: async_join( )
    await async_wait_for(it, 1);                        // error: a branch of 'async_wait_for' is a call of an async function
    await async_wait_for(async_spawn(one()), 1);        // error: 'async_wait_for' awaits a task or a future by 'async_join(handle)'
    // fixit@-1: async_join(       )
    return x;
}
