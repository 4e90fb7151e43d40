/* `await` where there is nothing to wait for, or in the wrong place. */
#include <asyncc.h>

async int later(int x);
async_generator int numbers(void);
async_context int number(void);

async int work(void) {
    int x, sum = 0;
    async_task(int) t = async_spawn(later(1));
    sum += await t;                                 // error: a handle is awaited by 'await async_join(handle)'
    await (x = later(2));                           // error: 'await' belongs in front of the call, behind the '='
    await async_spawn(later(3));                    // error: 'async_spawn' starts a task and goes on at once
    async_with (async_group *g, async_task_group()) {
        await async_group_spawn(g, later(4));       // error: the group's block waits for its members
    }
    async_for (int i, await numbers()) sum += i;    // error: 'async_for' awaits by itself: no 'await' in its header
    async_with (int n, await number()) sum += n;    // error: 'async_with' awaits by itself: no 'await' in its header
    return sum + x + await sum;                     // error: the operand of 'await' is not a call of an async function
}
