// Small writes are gone at once, what is put in one step goes out when it ends, and who writes more than is read waits.
// time: real
// every point
#include <asyncc.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

static int waiting(async_stream *s) {
    int n = 0;
    ioctl(async_stream_fd(s), FIONREAD, &n);
    return n;
}

// Closes the stream, and says so by the null pointer.
static async void finish(async_stream **s) {
    async_stream *it = *s;
    *s = NULL;
    await async_stream_close(it);
}

static async void producer(async_stream **place, size_t *most) {
    async_stream *s = *place;
    char block[10000];
    memset(block, 'y', sizeof block);
    for (int k = 0; k < 500; k++) {
        await async_stream_write(s, block, sizeof block);
        if (async_stream_unsent(s) > *most) *most = async_stream_unsent(s);
    }
    await finish(place);
}

static async void slow_reader(async_stream *s, size_t *total) {
    char buffer[30000];
    for (size_t n; (n = await async_stream_read(s, buffer, sizeof buffer)); *total += n)
        if (*total < 1000000) await async_sleep(0.0001);
}

static async void drained(async_task(void) t, async_stream **s) {
    await async_join(t);
    printf("kept %zu\n", async_stream_unsent(*s));
    await finish(s);
}

async int main(void) {
    async_stream *ends[2];
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    defer async_stream_abort(ends[0]), async_stream_abort(ends[1]);
    await async_stream_write(ends[1], "abc", 3);
    printf("%d\n", waiting(ends[0]));
    async_stream_put(ends[1], "de", 2);
    async_stream_printf(ends[1], "%d", 42);
    printf("%d, kept %zu\n", waiting(ends[0]), async_stream_unsent(ends[1]));
    await async_sleep(0);
    printf("%d, kept %zu\n", waiting(ends[0]), async_stream_unsent(ends[1]));
    async_stream_put(ends[1], "f", 1);
    await async_stream_write(ends[1], "g", 1);          // behind what was put
    printf("%d\n", waiting(ends[0]));
    char text[20];
    await async_stream_readexactly(ends[0], text, 9);
    printf("%.9s\n", text);

    size_t most = 0, total = 0;
    await async_gather(producer(&ends[1], &most), slow_reader(ends[0], &total));
    printf("%zu, kept at most %s\n", total, most <= 64 << 10 ? "as much as the mark" : "too much");
    async_stream_abort(ends[0]);
    ends[0] = NULL;

    // Marks of one's own; whoever waits is woken in order.
    if (async_socketpair(ends)) throw(UV_EIO, "no socket pair");
    async_stream_set_marks(ends[1], 1, 0);
    char block[1000] = "";
    int puts_made = 0;
    while (puts_made < 1000 && !async_stream_put(ends[1], block, sizeof block)) puts_made++;
    printf("put %d\n", puts_made);
    async_task(void) t = async_spawn(async_stream_drain(ends[1]));
    await async_sleep(0.002);
    printf("drained %d\n", async_done(t));
    size_t rest = 0;
    await async_gather(drained(t, &ends[1]), slow_reader(ends[0], &rest));
    printf("%zu\n", rest);
}
// expect: 3
// expect: 3, kept 4
// expect: 7, kept 0
// expect: 9
// expect: abcde42fg
// expect: 5000000, kept at most as much as the mark
// expect: put 1000
// expect: drained 0
// expect: kept 0
// expect: 1000000
