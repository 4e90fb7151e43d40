/* A rate limiter: two requests a second, four at once after a pause.  Those who wait are served in order; one that gives up takes no turn. */
#include <asyncc.h>
#include <stdio.h>

static async void request(int n, async_limiter *limiter) {
    await async_limiter_acquire(limiter);
    printf("%.1f s: request %d\n", async_time(), n);
}

static async void patient(int n, double seconds, async_limiter *limiter) {
    try {
        await async_wait_for(request(n, limiter), seconds);
    } catch (e, UV_ETIMEDOUT) {
        printf("%.1f s: request %d gives up\n", async_time(), n);
    }
}

async int main(void) {
    async_limiter *limiter = async_limiter_new(2, 4);
    if (!limiter) throw(UV_ENOMEM, "no limiter");
    defer async_limiter_free(limiter);

    await async_gather_each(i, 8, request((int)i + 1, limiter));
    await async_gather(request(9, limiter), patient(10, 0.75, limiter), request(11, limiter));
    await async_sleep(10);
    await async_gather_each(i, 6, request((int)i + 12, limiter));
    return 0;
}

// expect: 0.0 s: request 1
// expect: 0.0 s: request 2
// expect: 0.0 s: request 3
// expect: 0.0 s: request 4
// expect: 0.5 s: request 5
// expect: 1.0 s: request 6
// expect: 1.5 s: request 7
// expect: 2.0 s: request 8
// expect: 2.5 s: request 9
// expect: 2.8 s: request 10 gives up
// expect: 3.0 s: request 11
// expect: 13.0 s: request 12
// expect: 13.0 s: request 13
// expect: 13.0 s: request 14
// expect: 13.0 s: request 15
// expect: 13.5 s: request 16
// expect: 14.0 s: request 17
