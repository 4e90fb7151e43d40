/* Labels as values: static tables of addresses and of differences, labels in loops and blocks that await, kept in a struct and passed to
 * a plain function. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int by_difference(const char *code) {
    static const int jump[] = { &&push - &&push, &&add - &&push, &&dup - &&push, &&loop - &&push, &&end - &&push };
    int stack[16], n = 0, count = await later(3);
next:
    goto *(&&push + jump[*code++ - '0']);
push:
    stack[n++] = await later(*code++ - '0');
    goto next;
add:
    n--;
    stack[n - 1] += await later(stack[n]);
    goto next;
dup:
    stack[n] = stack[n - 1];
    n++;
    await async_sleep(0);
    goto next;
loop:
    if (await later(--count)) code -= await later(3);
    goto next;
end:
    return stack[0];
}

struct machine { void *resume; int value; };
static void *identity(void *p) { return p; }

static async int kept(struct machine *m) {
    static void *const table[3][1] = { { &&zero }, { &&one }, { [0] = &&two } };
    if (m->resume) goto *identity(m->resume);
    m->resume = table[await later(0)][0];
    return 0;
zero:
    m->resume = &&one;
    return await later(10);
    for (;;) {
        static void *inner[] = { &&two, &&zero };
        await later(1);
    one:
        m->value += await later(5);
        m->resume = m->value < 12 ? &&one : inner[0];
        return m->value;
    }
two:
    m->resume = NULL;
    return await later(20);
}

async int main(void) {
    printf("%d\n", await by_difference("042140" "4"));
    printf("%d\n", await by_difference("0721213" "4"));
    struct machine m = { NULL, 0 };
    for (int i = 0; i < 7; i++) printf("%d\n", await kept(&m));
    return 0;
}
// flags: -Wno-pedantic
// oracle: erase
