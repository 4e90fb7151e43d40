/* Macros that await are expanded before anything else is known about the file.  What others make of their arguments' text, conditions,
 * definitions that end, and names that come out of themselves must not notice. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

#define LIMIT 5
#define TEXT(x) #x
#define TEXT_OF(x) TEXT(x)
#define GET(n) (await later(n))
#define SHOW(x) do { int got = GET(x); printf("%s = %d, %s, %s\n", #x, got, TEXT(x), TEXT_OF(x)); } while (0)
#define JOINED(a, b) (GET(a##b) + GET(a ## 1))
#define later(n) later((n) + 100)
#define AT_LINE() (GET(0), __LINE__)
#define MANY(first, ...) (GET(first) + sum(__VA_ARGS__))

#if LIMIT > 3
#define CHOSEN(n) GET((n) * 2)
#else
#define CHOSEN(n) GET((n) * 3)
#endif

static int sum(int a, int b) { return a + b; }

static async int early(int n) { return await (later)(n) == 0; }

#undef later

#define FOR_NOW(n) GET(n)
static async int before(int n) { return FOR_NOW(n); }
#undef FOR_NOW
#define FOR_NOW(n) (GET(n) + 1000)
static async int after(int n) { return FOR_NOW(n); }

struct fields { int GET; };

async int main(void) {
    int x1 = 11, x2 = 22;
    struct fields f = { .GET = 7 };
    printf("%d\n", await early(0));
    SHOW(LIMIT);
    SHOW(x1 + LIMIT);
    printf("%s | %s\n", TEXT(GET(1)), TEXT(FOR_NOW(LIMIT)));
    printf("%d %d\n", JOINED(x, 2), f.GET);
    printf("%d %d\n", CHOSEN(4), MANY(1, LIMIT, x2));
    printf("%d\n", AT_LINE());
    printf("%d\n", MANY(GET(1),
                        GET(2),
                        sum(AT_LINE(), 0)));
    printf("%d %d\n", await before(1), await after(1));
    /* GET(in a comment) */
    printf("GET(in a string) %d\n", GET /* far from its */ (3) // GET(4)
    );
#if 0
    GET(not taken
#endif
    return 0;
}
// expect: 1
// expect: LIMIT = 5, 5, 5
// expect: x1 + LIMIT = 16, x1 + 5, x1 + 5
// expect: GET(1) | FOR_NOW(LIMIT)
// expect: 33 7
// expect: 8 28
// expect: 51
// expect: 57
// expect: 1 1001
// expect: GET(in a string) 3
