/* In debug mode, too: tasks that are started and end, over and over, are made of the memory of those before. */
#include <asyncc.h>
#include <malloc.h>
#include <stdio.h>

static async int same(int n) { return n; }

static async int gives_way(int n) {
    await async_sleep(0);
    return n;
}

static async void starts(int rounds) {
    int results[4], sum = 0;
    for (int i = 0; i < rounds; i++) {
        async_task(int) t = async_spawn(same(i));
        sum += await async_join(t);
        async_spawn(gives_way(i));
        await async_gather_each(k, 4, results[k] = gives_way((int)k));
        await async_gather(results[1] = same(i), results[0] = async_join(async_spawn(gives_way(i))));
        sum -= results[0];
    }
    (void)sum;
}

async int main(void) {
    await starts(20000);
    size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
    await starts(20000);
    size_t after = mallinfo2().uordblks + mallinfo2().hblkhd;
    if (after > before + 2048) printf("%zu bytes more\n", after - before);
    puts("done");
    return 0;
}
// expect: done
// env: ASYNCC_DEBUG=1
// only: gcc-O2
