/* Macros whose bodies await, declare, return, break, continue and goto. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

#define GET(n) await later(n)
#define LET(name, n) int name = await later(n)
#define CHECK(e) do { int status = await later(e); if (status) return status; } while (0)
#define STOP_AT(n) if (await later(i) == (n)) break
#define SKIP(n) if (await later(i) == (n)) continue
#define FAIL_TO(label, n) do { if (await later(n)) goto label; } while (0)
#define SUM(a, b) ({ int sum_a = GET(a), sum_b = GET(b); sum_a + sum_b; })
#define INCREMENT() (counter++)
#define PASTE(a, b) a##b

static async int run(int n) {
    int counter = 0;
    LET(x, n);
    CHECK(n == 1 ? 11 : 0);
    for (int i = 0; i < 10; i++) {
        SKIP(1);
        STOP_AT(3);
        INCREMENT();
        printf("i %d\n", i);
    }
    FAIL_TO(failed, n == 2);
    int PASTE(na, me) = SUM(x, GET(counter));
    printf("%d\n", name);
    return 0;
failed:
    printf("failed after %d\n", counter);
    return -1;
}

async int main(void) {
    printf("%d\n", await run(1));
    printf("%d\n", await run(2));
    printf("%d\n", await run(3));
    return 0;
}

// expect: 11
// expect: i 0
// expect: i 2
// expect: failed after 2
// expect: -1
// expect: i 0
// expect: i 2
// expect: 5
// expect: 0
