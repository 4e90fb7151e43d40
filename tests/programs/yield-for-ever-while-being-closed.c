// A generator that gives up its closing again and again stops the program, where it would hang its closer.
// expect: 0
// expect: error: 'five_times' yields while it is being closed
// expect: 0
// stderr: 'for_ever' cannot be closed
// exit: 1
#include <asyncc.h>
#include <stdio.h>

static async_generator int five_times(void) {
    for (int i = 0; ; i++) {
        try {
            yield i;
        } finally {
            if (i < 5) continue;
        }
    }
}

static async_generator int for_ever(void) {
    for (int i = 0; ; i++) {
        try {
            yield i;
        } finally {
            await async_sleep(0);
            continue;
        }
    }
}

async int main(void) {
    try {
        async_for (int i, five_times()) {
            printf("%d\n", i);
            break;
        }
    } catch (e) {
        printf("error: %s\n", e->message);
    }
    async_for (int i, for_ever()) {
        printf("%d\n", i);
        break;
    }
}
