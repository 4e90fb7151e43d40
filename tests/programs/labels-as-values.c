/* Computed goto through a static table and through a local one, with awaits between the labels. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

static async int interpret(const char *program) {
    static const void *const table[] = { &&add, &&twice, &&negate, &&stop };
    int value = 0;
#define NEXT goto *table[*program++ - 'a']
    NEXT;
add:
    value += await later(1);
    NEXT;
twice:
    value *= await later(2);
    NEXT;
negate:
    value = -await later(value);
    NEXT;
stop:
    return value;
}

async int main(void) {
    printf("%d %d\n", await interpret("aabbd"), await interpret("abcad"));
    void *where = &&one;
    await async_sleep(0);
    goto *where;
    puts("never");
one:
    puts("one");
    return 0;
}

// expect: 8 -1
// expect: one
