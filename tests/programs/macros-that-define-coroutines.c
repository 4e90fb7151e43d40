/* Macros at file scope that define, declare and tabulate coroutines; in operands that nothing evaluates an await means nothing. */
#include <asyncc.h>
#include <stdio.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}

#define DEFINE(name, op) static async int name(int a, int b) { int x = await later(a); return x op await later(b); }
#define DECLARE(name) static async int name(int, int);
#define DEFINE_PAIR(name) static async int name##_first(int x) { return await later(x); } \
    static async int name(int x, int y) { return await name##_first(x) * 10 + y; }
#define OPERATIONS(X) X(add, +) X(subtract, -) X(multiply, *)
#define DECLARE_OP(name, op) DECLARE(name)
#define ENTRY(name, op) { #name, name },
#define VALUE (await later(1))

OPERATIONS(DECLARE_OP)
typedef async int operation(int, int);
static const struct { const char *name; operation *run; } table[] = { OPERATIONS(ENTRY) };
OPERATIONS(DEFINE)
DEFINE_PAIR(pair)
char bytes[sizeof VALUE];

async int main(void) {
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) printf("%s %d\n", table[i].name, await table[i].run(7, 3));
    printf("%d %zu %d\n", await pair(4, 5), sizeof bytes, VALUE);
    return 0;
}
// oracle: erase
