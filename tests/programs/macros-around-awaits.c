/* Macros of every kind around awaits: that declare, return, break, continue, goto and label; that name locals, paste, stringize, nest, are
 * variadic, loop over lists, come from system headers; _Pragma, __COUNTER__ and __LINE__ inside of them. */
#include <asyncc.h>
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/select.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

#define DECLARE(type, name, ...) type name = __VA_ARGS__
#define RETURN_IF(c, v) if (c) return v
#define BREAK_IF(c) if (c) break
#define SKIP_IF(c) { if (c) continue; }
#define FAIL(label) do { status = await later(-1); goto label; } while (0)
#define LABEL(n) label_##n: await later(n)
#define ADD_TO(n) sum##n += await later(n)
#define JOIN(a, b) JOIN_(a, b)
#define JOIN_(a, b) a##b
#define UNIQUE(p) JOIN(p, __LINE__)
#define STRING(x) #x
#define SHOW(x) printf("%s = %d\n", #x, (x))
#define SUM(...) sum_of(COUNT(__VA_ARGS__), __VA_ARGS__)
#define COUNT(...) COUNT_(__VA_ARGS__, 4, 3, 2, 1)
#define COUNT_(a, b, c, d, n, ...) n
#define EACH(x, i, n) for (int i = 0, x; i < (n) && ((x = await later(i * i)), 1); i++)
#define WITH_PRAGMA(s) _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wunused-but-set-variable\"") s _Pragma("GCC diagnostic pop")
#define SWAP(T, a, b) do { T t_ = (a); (a) = (b); (b) = t_; } while (0)
#define EMPTY
#define IDENTITY(x) x
#define container_of(p, type, member) ((type *)((char *)(p) - offsetof(type, member)))
#define list_for_each(pos, head) for (pos = (head)->next; pos != (head); pos = pos->next)
#define COLORS(X) X(RED, 1) X(GREEN, 2) X(BLUE, 4)
#define AWAIT_IT await
#define NAMED_LOCAL (hidden + 1)

struct link { struct link *next; };
struct item { int value; struct link link; };
struct entry { int value; TAILQ_ENTRY(entry) entries; };
TAILQ_HEAD(queue, entry);
enum color {
#define X(name, value) name = value,
    COLORS(X)
#undef X
};

/* va_list and its macros in a plain function, called with awaited arguments. */
static int sum_of(int n, ...) {
    va_list list;
    int sum = 0;
    va_start(list, n);
    while (n--) sum += va_arg(list, int);
    va_end(list);
    return sum;
}

static async int jumps(int n) {
    int sum = 0, status = 0;
    DECLARE(int, first, await later(n));
    DECLARE(const char *, words[], { "a", "b" });
    RETURN_IF(await later(n) == 1, 111);
    for (int i = 0; i < 10; i++) {
        SKIP_IF(await later(i) == 2)
        BREAK_IF(i > await later(n));
        sum += i;
    }
    if (n == 3) FAIL(out);
    LABEL(5);
    if (sum < 20 && n != 3) { sum += first; goto label_5; }
out:
    return sum * 10 + status + (int)strlen(words[await later(1)]);
}

static async int names(void) {
    int sum1 = 0, sum2 = 0, hidden = 5, array[2] = { 1, 2 };
    ADD_TO(1);
    ADD_TO(2);
    int UNIQUE(x) = await later(3); int other = UNIQUE(x);
    SHOW(await later(array[1]) + NAMED_LOCAL);
    hidden += await later(NAMED_LOCAL);
    SWAP(int, array[0], array[await later(1)]);
    int total = SUM(await later(1), sum1) + SUM(array[0]) + SUM(1, 2, 3, await later(4));
    EACH(x, i, 3) total += x;
    WITH_PRAGMA(int unused = await later(9);)
    int before = __COUNTER__, line = __LINE__; int after = await later(__COUNTER__);
    return IDENTITY(total EMPTY + AWAIT_IT later(other)) + hidden * 1000 + (after - before) + (__LINE__ - line) + sum2;
}

static async int lists(void) {
    struct item items[3] = { { 1, { NULL } }, { 2, { NULL } }, { 3, { NULL } } };
    struct link head = { &items[0].link }, *l;
    for (int i = 0; i < 3; i++) items[i].link.next = i < 2 ? &items[i + 1].link : &head;
    int sum = 0;
    list_for_each(l, &head) {
        struct item *i = container_of(l, struct item, link);
        sum = sum * 10 + await later(i->value);
    }
    struct queue q = TAILQ_HEAD_INITIALIZER(q);
    for (int i = 0; i < 3; i++) {
        struct entry *e = malloc(sizeof *e);
        e->value = await later(i);
        TAILQ_INSERT_HEAD(&q, e, entries);
    }
    struct entry *e;
    TAILQ_FOREACH(e, &q, entries) sum = sum * 10 + await later(e->value);
    while ((e = TAILQ_FIRST(&q))) {
        TAILQ_REMOVE(&q, e, entries);
        sum += await later(e->value);
        free(e);
    }
    return sum;
}

static async int system_macros(int n) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(3, &set);
    assert(n > 0 && await later(n) == n);
    await later(0);
    errno = ENOENT;
    int code = errno, is = FD_ISSET(await later(3), &set) != 0, upper = toupper(await later('a'));
    const char *name = NULL;
    switch (await later(n)) {
#define X(color, value) case color: name = STRING(color); await later(value); break;
    COLORS(X)
#undef X
    }
    printf("%s %d %d %c %zu\n", name ? name : "none", code == ENOENT, is, upper, offsetof(struct item, link) / sizeof(struct link));
    return EXIT_SUCCESS;
}

async int main(void) {
    printf("%d %d %d\n", await jumps(1), await jumps(3), await jumps(6));
    printf("%d\n", await names());
    printf("%d\n", await lists());
    return await system_macros(2) + await system_macros(8);
}
// flags: -Wno-dangling-else -Wno-unknown-warning-option -Wno-misleading-indentation
// oracle: erase
