/* A parameter whose record has constant members, in coroutines that suspend and that do not, awaited and spawned. */
#include <asyncc.h>
#include <stdio.h>

struct fixed { const int a; int b; };

static async int at_once(struct fixed s) { return s.a + s.b; }
static async int later(struct fixed s) { await async_sleep(0); return s.a * s.b; }

async int main(void) {
    struct fixed s = { 3, 4 };
    async_task(int) t = async_spawn(at_once(s)), u = async_spawn(later(s));
    printf("%d %d\n", await at_once(s), await later(s));
    printf("%d %d\n", await async_join(t), await async_join(u));
    return 0;
}

// expect: 7 12
// expect: 7 12
