/* alloca: in a loop, where its memory grows, in a branch, in an argument, before, inside and after awaits, through a macro; kept until the
 * function returns. */
#include <alloca.h>
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

struct cell { int value; struct cell *next; };
#define NEW_CELL(v, n) memcpy(alloca(sizeof(struct cell)), &(struct cell){ (v), (n) }, sizeof(struct cell))
#define DUPLICATE(s) strcpy(alloca(strlen(s) + 1), s)

static async int list(int n) {
    struct cell *all = NULL;
    for (int i = 0; i < n; i++) {
        struct cell *c = alloca(sizeof *c);
        *c = (struct cell){ await later(i), all };
        all = c;
    }
    int sum = 0;
    for (struct cell *c = all; c; c = c->next) sum = sum * 10 + await later(c->value);
    return sum;
}

static async int branches(const char *s) {
    char *copy = NULL, *none = alloca(0);
    if (await later(*s == 'a')) copy = strcpy(alloca(strlen(s) + 1), s);
    else copy = __builtin_alloca((size_t)await later(20));
    await later(0);
    if (*s != 'a') snprintf(copy, 20, "other %d", await later(*s));
    puts(copy);
    copy[0] = (char)await later('!');
    puts(copy);
    return (int)strlen(copy) + (none == copy);
}

static async int by_macro(void) {
    struct cell *c = NEW_CELL(1, NULL);
    c = NEW_CELL(await later(2), c);
    char *s = DUPLICATE("text");
    c = NEW_CELL(3, c);
    s[0] = (char)await later('n');
    puts(s);
    int sum = 0;
    for (; c; c = c->next) sum = sum * 10 + await later(c->value);
    return sum;
}

static async int aligned(int n) {
    int bad = 0;
    for (int i = 1; i < n; i++) {
        char *p = alloca((size_t)i);
        long double *q = alloca(sizeof *q);
        await later(0);
        *q = i;
        p[i - 1] = 'x';
        bad += (unsigned long)q % sizeof(void *) != 0;
    }
    return bad;
}

async int main(void) {
    printf("%d %d\n", await list(5), await list(0));
    printf("%d\n", await branches("abc"));
    printf("%d\n", await branches("xyz"));
    printf("%d %d\n", await by_macro(), await aligned(40));
    return 0;
}
// oracle: erase
