/* The branches of a gather are named in the order in which they stand there, behind the tasks that their arguments start; and keep their names when the gather is done with them. */
#include "say.h"

static async_task(int) kept, other;

static async int named(int n) {
    say("%d is %s of %zu", n, async_name(async_current()), async_all(NULL, 0));
    await async_sleep(n % 3);
    return n;
}

static async int silent(int n) {
    await async_sleep(0);
    if (n < 0) say("%d: %s", n, async_name(async_current()));
    return n;
}

static async int keeps(int n) {
    kept = (async_task(int))async_retain((async_task(int))async_current());
    await async_sleep(n);
    if (n > 2) throw(UV_EIO, "no");
    return n;
}

static async int renamed(int n) {
    async_set_name(async_current(), "other");
    await async_sleep(1);
    return n;
}

static async int large(int n) {
    char room[1000];
    room[n] = 1;
    say("%d is %s of %zu", n, async_name(async_current()), async_all(NULL, 0));
    await async_sleep(n % 3);
    return n + room[n];
}

static async int aligned(int n) {
    _Alignas(128) char room[200];
    room[n] = 1;
    say("%d is %s of %zu", n, async_name(async_current()), async_all(NULL, 0));
    await async_sleep(n % 3);
    return n + room[n];
}

static int starts(int n) {
    other = async_spawn(named(n));
    return n + 1;
}

async int main(void) {
    int a, b, c, many[3000];
    async_task(int) t;
    await async_gather(a = named(1), b = named(2), c = named(3));
    await async_join(async_spawn(named(4)));
    say("arguments that start tasks");
    await async_gather(a = named(starts(5)), b = named(7));
    await async_join(other);
    await async_gather(a = named(5), b = named(starts(6)), c = async_join(other));
    t = async_spawn(silent(1));
    await async_sleep(1);
    await async_gather(a = async_join(t), b = named(starts(6)));
    await async_join(other);
    say("a task that was there, and branches");
    t = async_spawn(named(8));
    await async_gather(a = async_join(t), b = named(9), c = renamed(10));
    await async_gather(a = async_join(async_spawn(named(11))), b = async_join(async_spawn(named(12))));
    say("large ones");
    await async_gather(a = named(1), b = large(2), c = aligned(3));
    await async_gather(a = large(1), b = async_join(async_spawn(large(3))), c = named(2));
    say("of many");
    await async_gather_each(i, 3000, many[i] = silent(i == 2999 ? -1 : (int)i));
    say("%d %d", many[2998], many[2999]);
    await async_join(async_spawn(named(13)));
    say("kept");
    for (int n = 0; n < 4; n++) {
        try {
            await async_gather(a = named(14), b = keeps(n), c = named(15));
        } catch (e, UV_EIO) {
            say("%s", e->message);
        }
        say("%s: done %d", async_name(kept), async_done(kept));
        if (n > 2) async_failure(kept);
        async_detach(kept);
    }
    await async_join(async_spawn(named(16)));
    return 0;
}
