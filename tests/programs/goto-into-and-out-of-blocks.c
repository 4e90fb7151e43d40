/* goto forward, backward, into and out of blocks and loops that contain awaits. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

async int main(void) {
    int i = 0, rounds = 0;
    goto inside;
again:
    printf("again %d\n", rounds);
    for (i = 0; i < 3; i++) {
        printf("i %d\n", await later(i));
    inside:
        printf("inside %d\n", await later(i));
        if (await later(rounds) == 0 && i == 1) goto out;
    }
out:
    if (++rounds < 3) goto again;
    {
        goto skip;
        puts("never");
    skip:
        await async_sleep(0);
    }
    if (rounds == 3) {
        rounds = await later(10);
        goto again_once;
    } else {
    again_once:
        printf("end %d\n", await later(rounds));
    }
    return 0;
}

// expect: inside 0
// expect: i 1
// expect: inside 1
// expect: again 1
// expect: i 0
// expect: inside 0
// expect: i 1
// expect: inside 1
// expect: i 2
// expect: inside 2
// expect: again 2
// expect: i 0
// expect: inside 0
// expect: i 1
// expect: inside 1
// expect: i 2
// expect: inside 2
// expect: end 10
