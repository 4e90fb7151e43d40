/* A task can outlive the function that spawned it, and with it the variable. */
#include <asyncc.h>

static int global;

static async void store(int *to) {
    await async_sleep(0);
    *to = 1;
}

static async void spawns(int parameter) {
    int local = 0, array[3] = { 0 };
    static int lasting;
    async_task(void) a = async_spawn(store(&local));        // warning: local
    async_task(void) b = async_spawn(store(&parameter));    // warning: parameter
    async_task(void) c = async_spawn(store(array));         // warning: array
    async_task(void) d = async_spawn(store(&global));
    async_task(void) e = async_spawn(store(&lasting));
    await async_gather(store(&local), store(array));
    async_detach(a);
    async_detach(b);
    async_detach(c);
    async_detach(d);
    async_detach(e);
}

async int main(void) {
    await spawns(1);
    return 0;
}
