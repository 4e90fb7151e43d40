/* Tasks that share something: a semaphore lets three at a time through, a lock one at a time.  Both are first come, first served, and are
 * given back however the block is left. */
#include <asyncc.h>
#include <stdio.h>

static async void download(int n, async_semaphore *three) {
    async_with (async_permitted(three)) {
        printf("%.1f s: download %d starts\n", async_time(), n);
        await async_sleep(1);
    }
}

static async void use(const char *name, async_lock *lock) {
    printf("%s wants the lock\n", name);
    async_with (async_locked(lock)) {
        printf("%s has the lock\n", name);
        await async_sleep(0.1);
    }
    printf("%s gave it back\n", name);
}

/* Between reading and writing others run: without the lock some of the increments would be lost. */
static async void increment(int *counter, async_lock *lock) {
    async_with (async_locked(lock)) {
        int value = *counter;
        await async_sleep(0.1);
        *counter = value + 1;
    }
}

async int main(void) {
    async_semaphore *three = async_semaphore_new(3);
    if (!three) throw(UV_ENOMEM, "no semaphore");
    defer async_semaphore_free(three);
    await async_gather_each(i, 10, download((int)i, three));

    async_lock *lock = async_lock_new();
    if (!lock) throw(UV_ENOMEM, "no lock");
    defer async_lock_free(lock);
    await async_gather(use("A", lock), use("B", lock), use("C", lock));

    int counter = 0;
    await async_gather_each(i, 10, increment(&counter, lock));
    printf("counter: %d\n", counter);
    return 0;
}

// expect: 0.0 s: download 0 starts
// expect: 0.0 s: download 1 starts
// expect: 0.0 s: download 2 starts
// expect: 1.0 s: download 3 starts
// expect: 1.0 s: download 4 starts
// expect: 1.0 s: download 5 starts
// expect: 2.0 s: download 6 starts
// expect: 2.0 s: download 7 starts
// expect: 2.0 s: download 8 starts
// expect: 3.0 s: download 9 starts
// expect: A wants the lock
// expect: A has the lock
// expect: B wants the lock
// expect: C wants the lock
// expect: A gave it back
// expect: B has the lock
// expect: B gave it back
// expect: C has the lock
// expect: C gave it back
// expect: counter: 10
