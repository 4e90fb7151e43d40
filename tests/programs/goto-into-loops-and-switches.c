/* goto into and out of loops and switches of every kind, forward and backward, past declarations, with awaits on both sides. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int into_loops(int how) {
    int i = await later(0), sum = 0;
    switch (await later(how)) {
    case 0: goto in_while;
    case 1: goto in_do;
    case 2: goto in_for;
    case 3: goto in_both;
    }
    while (i < await later(4)) {
        sum += 1;
    in_while:
        sum += await later(10);
        i++;
    }
    do {
        sum += 100;
    in_do:
        sum += await later(1000);
    } while (++i < await later(6));
    for (i = await later(0); i < await later(3); i += await later(1)) {
        sum += 10000;
    in_for:
        for (int j = 0; j < 2; j++) {
            sum += await later(100000);
            if (0) {
            in_both:
                j = await later(1);
                sum += 7;
            }
        }
    }
    return sum + await later(i);
}

static async int into_switch(int how) {
    int n = 0;
    if (await later(how) == 0) goto second;
    if (how == 1) goto inner;
back:
    switch (await later(n)) {
    case 0:
        n += await later(1);
        goto back;
    case 1:
        n += await later(20);
        /* fall through */
    second:
    case 2:
        n += await later(300);
        if (n < 900) goto back;
        {
            int hidden;
        inner:
            hidden = await later(5000);
            n += hidden;
        }
        break;
    default:
        n += await later(60000);
        if (n < 100000) goto second;
    }
    return n;
}

static async int out_of_everything(int limit) {
    int found = 0;
    for (int i = 0;; i++) {
        int j = await later(i);
        while (1) {
            switch (await later(j % 3)) {
            case 2: do {
                if (await later(++found) == limit) goto done;
            } while (await later(found % 2));
            }
            if (j++ > 4) goto next;
        }
    next:;
    }
done:
    return found * 100 + await later(limit);
}

async int main(void) {
    for (int how = 0; how < 5; how++) printf("%d\n", await into_loops(how));
    for (int how = 0; how < 3; how++) printf("%d\n", await into_switch(how));
    printf("%d %d\n", await out_of_everything(3), await out_of_everything(8));
    return 0;
}
// flags: -Wno-unknown-warning-option -Wno-implicit-fallthrough -Wno-maybe-uninitialized
// oracle: erase
