// Long functions whose frame is there from the beginning: arguments and results of every kind, whoever calls them: an await, a task, a pointer, plain code.
#include <asyncc.h>
#include <complex.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct pair { short a, b; };
struct words { long a, b, c; };
struct big { char text[100]; };
struct constant { const int value; int other; };
struct aligned { _Alignas(64) int value; };
enum colour { RED = 7, GREEN = 9 };
typedef int number;

static void see(int *p) { ++*p; }

/* Enough awaits for a body that is not compiled twice, and a local whose address is taken. */
#define LONG(seen) \
    int seen = 0; \
    see(&seen); \
    await async_sleep(0); \
    see(&seen); \
    await async_sleep(0); \
    see(&seen); \
    await async_sleep(0); \
    see(&seen); \
    await async_sleep(0)

async bool is_even(int n) { LONG(seen); return (n + seen) % 2 == 0; }
async char next_char(char c) { LONG(seen); return (char)(c + seen - 3); }
async float half(float x) { LONG(seen); return x / 2 + (float)seen; }
async double sum(char a, double b, float c, long d, short e, unsigned char f) { LONG(seen); return a + b + (double)c + (double)d + e + f + seen; }
async long double longer(long double x) { LONG(seen); return x + seen; }
async double complex turn(double complex z) { LONG(seen); return z * I + seen; }
async float complex small_turn(float complex z) { LONG(seen); return z * I + (float)seen; }
async struct pair swap(struct pair p) { LONG(seen); return (struct pair){ p.b, (short)(p.a + seen) }; }
async struct words add(struct words x, struct words y) { LONG(seen); return (struct words){ x.a + y.a, x.b + y.b, x.c + y.c + seen }; }
async struct big shout(struct big b) { LONG(seen); for (char *s = b.text; *s; s++) *s -= (char)(*s >= 'a' ? 32 * seen / 4 : 0); return b; }
async struct constant constant(const struct constant c) { LONG(seen); return (struct constant){ c.value + seen, c.other }; }
async struct aligned aligned(struct aligned a, char after) { LONG(seen); a.value += after + seen; return a; }
async enum colour other(enum colour c) { LONG(seen); return c == RED && seen == 4 ? GREEN : RED; }
async const char *second(const char *const *names) { LONG(seen); return names[seen - 3]; }
async number shadow(number number) { LONG(seen); return number + seen; }
async int total(int n, const int a[n]) { LONG(seen); for (int i = 0; i < n; i++) seen += a[i]; return seen; }
async int corner(int rows, int columns, int (*table)[columns]) { LONG(seen); return table[rows - 1][columns - 1] + seen; }
async struct words nothing_given(void) { LONG(seen); return (struct words){ 1, 2, seen }; }
async int only_counts(void) { LONG(seen); return seen; }
async void stores(int *to, int value) { LONG(seen); *to = value + seen; }
static async int volatile_one(volatile int v) { LONG(seen); v += seen; return v; }
static async int recursive(int depth) { LONG(seen); return depth ? await recursive(depth - 1) + 1 : seen; }
async struct words fails(int code) { LONG(seen); if (code) throw(code, "after %d", seen); return (struct words){ .c = seen }; }

typedef async struct words adder(struct words, struct words);
typedef async double summer(char, double, float, long, short, unsigned char);
typedef async struct words failing(int);

async void all(void) {
    static const char *const names[] = { "zero", "one", "two" };
    int row[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } }, n = 0;
    printf("%d %d %c %.1f\n", await is_even(2), await is_even(3), await next_char('a'), (double)await half(3));
    printf("%.2f %.2Lf\n", await sum(1, 2.5, 3.5f, 4, 5, 6), await longer(1.25L));
    double complex z = await turn(1 + 2 * I);
    float complex s = await small_turn(1 + 2 * I);
    printf("%.0f %.0f %.0f %.0f\n", creal(z), cimag(z), (double)crealf(s), (double)cimagf(s));
    struct pair p = await swap((struct pair){ 1, 2 });
    struct words w = await add((struct words){ 1, 2, 3 }, (struct words){ 10, 20, 30 });
    printf("%d %d, %ld %ld %ld, %s\n", p.a, p.b, w.a, w.b, w.c, (await shout((struct big){ "hello" })).text);
    printf("%d %d %d %s %d\n", (await constant((struct constant){ 5, 6 })).value, (await aligned((struct aligned){ 3 }, 2)).value, await other(RED),
           await second(names), await shadow(8));
    printf("%d %d %ld %d\n", await total(3, row[0]), await corner(2, 3, row), (await nothing_given()).c, await only_counts());
    await stores(&n, 3);
    printf("%d %d %d\n", n, await volatile_one(5), await recursive(40));
}

async void by_pointers(void) {
    adder *a = add;
    summer *s = sum;
    failing *f = fails;
    printf("%ld %.2f\n", (await a((struct words){ 1, 2, 3 }, (struct words){ 4, 5, 6 })).c, await s(1, 2.5, 3.5f, 4, 5, 6));
    try {
        printf("%ld\n", (await f(0)).c);
        await f(77);
    } catch (e) {
        printf("%d: %s\n", e->code, e->message);
    }
}

async void as_tasks(void) {
    async_task(struct words) w = async_spawn(add((struct words){ 1, 2, 3 }, (struct words){ 40, 50, 60 }));
    async_task(double) d = async_spawn(sum(1, 2.5, 3.5f, 4, 5, 6));
    struct big b;
    struct pair p;
    bool even;
    await async_gather(b = shout((struct big){ "gathered" }), p = swap((struct pair){ 5, 6 }), even = is_even(4));
    struct words r = await async_join(w);
    printf("%ld %ld %ld %.2f %s %d %d %d\n", r.a, r.b, r.c, await async_join(d), b.text, p.a, p.b, even);
    printf("%d\n", await async_try(fails(5)));
}

int main(void) {
    async_run(all());
    async_run(by_pointers());
    async_run(as_tasks());
    struct words w = add((struct words){ 1, 2, 3 }, (struct words){ 4, 5, 6 });
    printf("%ld %ld %ld %.2f %d %s\n", w.a, w.b, w.c, sum(1, 2.5, 3.5f, 4, 5, 6), is_even(2), shout((struct big){ "plainly" }).text);
    printf("%d %ld %d\n", only_counts(), nothing_given().c, total(2, (int[]){ 1, 2 }));
    async_error *error;
    printf("%d\n", async_run_try(&error, fails(6)));
    async_error_free(error);
    fails(8);
}
// expect: 1 0 b 5.5
// expect: 26.00 5.25
// expect: 2 1 2 1
// expect: 2 5, 11 22 37, HELLO
// expect: 9 9 9 one 12
// expect: 10 10 4 4
// expect: 7 9 44
// expect: 13 26.00
// expect: 4
// expect: 77: after 4
// expect: 41 52 67 26.00 GATHERED 6 9 1
// expect: 5
// expect: 5 7 13 26.00 1 PLAINLY
// expect: 4 4 7
// expect: 6
// exit: 1
// stderr: after 4
