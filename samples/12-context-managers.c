/* A context manager is a coroutine with one `yield`: what is before it acquires, what is after it releases.  An error in
 * the body arrives at the `yield`, so `defer` or `finally` releases however the body ends. */
#include <asyncc.h>
#include <stdio.h>

struct resource { const char *name; int uses; };

static async_context struct resource *acquired(struct resource *resource) {
    printf("acquiring %s\n", resource->name);
    await async_sleep(0.1);
    defer {
        await async_sleep(0.1);
        printf("released %s after %d uses\n", resource->name, resource->uses);
    }
    yield resource;
}

static async_context void transaction(void) {
    puts("begin");
    try {
        yield;
        puts("commit");
    } catch (e) {
        printf("roll back: %s\n", e->message);
        throw();
    }
}

async int main(void) {
    double start = async_time();
    struct resource file = { "file", 0 };
    async_with (struct resource *r, acquired(&file)) {
        r->uses++;
        printf("using %s\n", r->name);
    }

    try {
        struct resource lock = { "lock", 0 };
        async_with (struct resource *r, acquired(&lock)) async_with (transaction()) {
            r->uses++;
            throw(UV_EIO, "the disk is full");
        }
    } catch (e) {
        printf("caught: %s\n", e->message);
    }

    async_with (transaction()) puts("working");
    printf("%.1f s\n", async_time() - start);
    return 0;
}

// expect: acquiring file
// expect: using file
// expect: released file after 1 uses
// expect: acquiring lock
// expect: begin
// expect: roll back: the disk is full
// expect: released lock after 1 uses
// expect: caught: the disk is full
// expect: begin
// expect: working
// expect: commit
// expect: 0.4 s
