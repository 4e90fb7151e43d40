/* Tasks that are started and end, over and over, are made of the memory of those before; in debug mode, too, which keeps some of them for a while. */
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

static async void measured(const char *mode, int before, int more) {
    await starts(before);
    size_t then = mallinfo2().uordblks + mallinfo2().hblkhd;
    await starts(more);
    size_t now = mallinfo2().uordblks + mallinfo2().hblkhd;
    if (now > then + 2048) printf("%s: %zu bytes more\n", mode, now - then);
    puts(mode);
}

int main(void) {
    async_run(measured("ordinary", 5000, 15000));
    async_runner *debug = async_runner_new(&(async_run_options){ .debug = 1 }, NULL);
    if (!debug) return 1;
    async_runner_run(debug, measured("debug", 20000, 20000));
    async_runner_close(debug);
    return 0;
}
// expect: ordinary
// expect: debug
// only: gcc-O2 clang-O0
// timeout: 60
