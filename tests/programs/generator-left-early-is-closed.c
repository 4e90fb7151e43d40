/* Leaving async_for by break, return, goto or an error closes the generator then and there: its finally and defer run, and
 * may await. */
#include <asyncc.h>
#include <stdio.h>

static async_generator int numbers(void) {
    defer puts("  defer");
    try {
        for (int i = 0;; i++) yield i;
    } finally {
        await async_sleep(0);
        puts("  finally");
    }
}

static async int use(int how) {
    async_for (int x, numbers()) {
        if (x < 2) continue;
        printf("%d: %d\n", how, x);
        if (how == 0) break;
        if (how == 1) return 1;
        if (how == 2) goto out;
        if (how == 3) throw(3, "three");
    }
    puts("after loop");
    return 0;
out:
    puts("out");
    return 2;
}

async int main(void) {
    for (int how = 0; how < 4; how++) {
        try {
            int r = await use(how);
            printf("-> %d\n", r);
        } catch (e) {
            printf("-> %s\n", e->message);
        }
    }
    return 0;
}
// expect: 0: 2
// expect:   finally
// expect:   defer
// expect: after loop
// expect: -> 0
// expect: 1: 2
// expect:   finally
// expect:   defer
// expect: -> 1
// expect: 2: 2
// expect:   finally
// expect:   defer
// expect: out
// expect: -> 2
// expect: 3: 2
// expect:   finally
// expect:   defer
// expect: -> three
