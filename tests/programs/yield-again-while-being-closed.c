// A generator that yields more than once while it is being closed, with awaits between: each such yield is left at once, what it would
// run behind it does not run, and the closer is told once.
// expect: first 1
// expect: closing
// expect: after the second
// expect: EINVAL 'stubborn' yields while it is being closed
#include <asyncc.h>
#include <stdio.h>

static async_generator int stubborn(void) {
    try {
        try {
            yield 1;
            printf("never: behind the first\n");
        } finally {
            printf("closing\n");
            await async_sleep(0.1);
            yield 2;
            printf("never: behind the second\n");
        }
    } finally {
        await async_sleep(0.1);
        printf("after the second\n");
        yield 3;
        printf("never: behind the third\n");
    }
}

async int main(void) {
    try {
        async_for (int i, stubborn()) {
            printf("first %d\n", i);
            break;
        }
    } catch (e) {
        printf("%s %s\n", e->code == UV_EINVAL ? "EINVAL" : "?", e->message);
    }
    return 0;
}
