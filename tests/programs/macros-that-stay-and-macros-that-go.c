/* Macros that hide what is translated are expanded, others stay as they are spelled: of the user's, of <assert.h>, <stdatomic.h>,
 * <sys/queue.h> and uthash. */
#include <asyncc.h>
#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#define LARGER(a, b) ((a) > (b) ? (a) : (b))
#define SQUARE(x) x * x
#define SAME(x) x
#define PLUS_ONE + 1
#define SWAP(a, b) do { __typeof__(a) t_ = (a); (a) = (b); (b) = t_; } while (0)
#define FOREACH(i, n) for (int i = 0; i < (n); i++)
#define unless(c) if (!(c))
#define CHECK(x) if ((x) < 0) return -1
#define TRY(e) ({ int r_ = (e); if (r_ < 0) return r_; r_; })
#define FETCH(x) later(x)
#define AWAIT_FETCH(x) await FETCH(x)
#define WITH(lock) async_with (held(lock))
#define ALL(n, results) await async_gather_each(i, n, results[i] = later((int)i))
#define AREA(i) area[i]
#define container_of(p, T, m) ((T *)((char *)(p) - offsetof(T, m)))
#define COUNT(a) (sizeof (a) / sizeof *(a))
#define CAT(a, b) a##b
#define COLORS X(RED) X(GREEN) X(BLUE)
#define X(c) c,
enum color { COLORS };
#undef X
#define malloc(n) malloc((n) + 8)
#define finished return await finish(total
#define DEFINE(name, value) static async int name(void) { await async_sleep(0); return value; }

struct item { int id; LIST_ENTRY(item) link; };
LIST_HEAD(list, item);

static async int later(int n) { await async_sleep(0); return n; }
static async_context int held(int *lock) { ++*lock; yield *lock; --*lock; }
static async int finish(int a, int b) { return await later(a) + b; }
DEFINE(seven, 7)

static async int work(int x, int y) {
    int total = LARGER(x, y) + SQUARE(x) PLUS_ONE, area[3] = { 0 }, lock = 0;
    atomic_int count = 0;
    struct list list = LIST_HEAD_INITIALIZER(list);
    struct item items[2] = { { .id = 1 }, { .id = 2 } }, *it;
    assert(total > 0 && items[0].id == 1);
    SWAP(x, y);
    FOREACH(k, 3) { total += AWAIT_FETCH(k); atomic_fetch_add(&count, k); }
    unless (x) total += 1000;
    CHECK(total);
    total += SAME(y) * LARGER(await later(3), atomic_load(&count));
    WITH(&lock) total += lock;
    ALL(COUNT(area), area);
    AREA(0) = await FETCH(AREA(2) + 5);
    LIST_INIT(&list);
    LIST_INSERT_HEAD(&list, &items[0], link);
    LIST_INSERT_HEAD(&list, &items[1], link);
    LIST_FOREACH(it, &list, link) total += await later(it->id) * 100;
    total += container_of(&items[1].link, struct item, link)->id;
    char *text = malloc(strlen("xyz") + 1);
    FOREACH(k, await later(1)) text = strcpy(realloc(text, await later(9)), "xyz");
    int CAT(var, 1) = TRY(await later(4));
    switch ((enum color)CAT(var, 1) - 3) {
#define X(c) case c: total += await later(c); printf("%s\n", #c); break;
        COLORS
#undef X
    }
    printf("%s %d %" PRIu64 " %d\n", text, toupper(*text), (uint64_t)area[0], __LINE__);
    free(text);
    if (
#ifdef __clang__
        x
#else
        x
#endif
        < 0) return 0;
    if (total < 0) total += TRY(await later(-3)) + 1;
    finished, await seven());
}

async int main(void) {
    printf("%d\n", await work(2, 3));
    return 0;
}

// expect: GREEN
// expect: xyz 88 7 74
// expect: 328
