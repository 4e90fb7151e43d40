/* Duff's device, and other switches whose labels stand in loops and ifs, with awaits between the labels. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async void copy(char *to, const char *from, int count) {
    int n = (await later(count) + 7) / 8;
    switch (count % 8) {
    case 0: do { *to++ = (char)await later(*from++);
    case 7:      *to++ = (char)await later(*from++);
    case 6:      *to++ = *from++;
    case 5:      *to++ = (char)await later(*from++);
    case 4:      *to++ = *from++;
    case 3:      *to++ = (char)await later(*from++);
    case 2:      *to++ = *from++;
    case 1:      *to++ = (char)await later(*from++);
            } while (await later(--n) > 0);
    }
}

/* A protothread's way to write a generator: the state is a case label inside of a loop. */
static async int counter(int *state, int *i) {
    switch (*state) {
    case 0:
        for (*i = await later(1); *i < 4; ++*i) {
            *state = 1;
            return await later(*i);
    case 1:
            await later(0);
        }
        *state = 2;
    }
    return -1;
}

static async int into_if(int n) {
    int r = 0;
    switch (await later(n)) {
        if (await later(0)) {
    case 1:
            r += await later(1);
        } else {
    case 2:
            r += await later(2);
        }
        r += 10;
        break;
        while (await later(r) < 50)
    default:
            r += await later(20);
    }
    return r;
}

async int main(void) {
    for (int n = 1; n < 20; n++) {
        char to[32] = "";
        await copy(to, "abcdefghijklmnopqrstuvwxyz", n);
        puts(to);
    }
    int state = 0, i = 0, value;
    while ((value = await counter(&state, &i)) >= 0) printf("%d\n", value);
    printf("%d %d %d\n", await into_if(1), await into_if(2), await into_if(3));
    return 0;
}
// flags: -Wno-unknown-warning-option -Wno-implicit-fallthrough -Wno-switch-unreachable
// oracle: erase
