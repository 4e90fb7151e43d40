// throw() whose error is caught again inside of the same catch, which goes on and may throw it once more.
// expect: 7 seven
// expect: inner 7
// expect: still 7 seven
// expect: inner 7
// expect: finally
// expect: suppressed 7
// expect: outer 7 seven
#include <asyncc.h>
#include <stdio.h>

static async void fails(void) {
    await async_sleep(1);
    throw(7, "seven");
}

static async_context void suppresses(void) {
    try {
        yield;
    } catch (e) {
        printf("suppressed %d\n", e->code);
    }
}

static async void handles(void) {
    try {
        await fails();
    } catch (e) {
        printf("%d %s\n", e->code, e->message);
        try {
            throw();
        } catch (f) {
            printf("inner %d\n", f->code);
        }
        printf("still %d %s\n", e->code, e->message);
        try {
            try {
                throw();
            } catch (f) {
                printf("inner %d\n", f->code);
                throw(8, "eight");
            } finally {
                printf("finally\n");
            }
        } catch (f, 8) {
        }
        async_with (suppresses()) throw();
        throw();
    }
}

async int main(void) {
    try {
        await handles();
    } catch (e) {
        printf("outer %d %s\n", e->code, e->message);
    }
    return 0;
}
