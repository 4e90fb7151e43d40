/* finally runs after falling through, return, break, continue, goto and an error, and may await. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int leave(int how) {
    for (int i = 0; i < 2; i++) {
        try {
            printf("%d.%d: ", how, i);
            if (await later(how) == 1) return 10;
            if (how == 2) break;
            if (how == 3) continue;
            if (how == 4) goto out;
            if (how == 5) throw(5, "five");
            printf("end of try, ");
        } finally {
            printf("finally");
            await later(0);
            puts(".");
        }
        puts("after try");
    }
    puts("after loop");
    return 20;
out:
    puts("out");
    return 30;
}

async int main(void) {
    for (int how = 0; how < 6; how++) {
        try {
            printf("-> %d\n", await leave(how));
        } catch (e) {
            printf("-> %s\n", e->message);
        }
    }
    return 0;
}
// expect: 0.0: end of try, finally.
// expect: after try
// expect: 0.1: end of try, finally.
// expect: after try
// expect: after loop
// expect: -> 20
// expect: 1.0: finally.
// expect: -> 10
// expect: 2.0: finally.
// expect: after loop
// expect: -> 20
// expect: 3.0: finally.
// expect: 3.1: finally.
// expect: after loop
// expect: -> 20
// expect: 4.0: finally.
// expect: out
// expect: -> 30
// expect: 5.0: finally.
// expect: -> five
