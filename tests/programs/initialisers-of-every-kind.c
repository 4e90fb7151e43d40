/* Initialisers with awaits: designated, nested, ranges, repeated, out of order, strings, unions, anonymous members, compound literals inside,
 * and without braces; evaluated in textual order. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>

static int order;
static async int next(int value) {
    await async_sleep(0);
    return value + 100 * order++;
}
static int now(int value) { return value + 100 * order++; }

struct in { int a, b[2]; };
struct all { struct in first; union { int i; float f; }; struct { char c; const char *s; }; struct in many[2]; char text[6]; };

static async void show(struct all a) {
    printf("%d %d %d | %d | %c %s | %d %d %d  %d %d %d | %s\n", a.first.a, a.first.b[0], a.first.b[1], a.i, a.c ? a.c : '-', a.s ? a.s : "-",
           a.many[0].a, a.many[0].b[0], a.many[0].b[1], a.many[1].a, a.many[1].b[0], a.many[1].b[1], a.text);
    await async_sleep(0);
}

async int main(void) {
    struct all a = { { await next(1), { await next(2), now(3) } }, { await next(4) }, { 'c', "str" }, { { 1 }, { await next(5) } }, "text" };
    await show(a);
    struct all b = { .text = "later", .many = { [1] = { .b = { [1] = await next(6) }, .a = now(7) } }, .i = await next(8), .first.b[1] = await next(9),
                     .c = 'b', .s = "desig" };
    await show(b);
    struct all c = { .first = { 1, { 2, 3 } }, .first.b[0] = await next(10), .many[0].a = await next(11) };
    await show(c);
    int array[] = { [5] = await next(1), [2] = now(2), await next(3), [0 ... 1] = 9 };
    for (size_t i = 0; i < sizeof array / sizeof *array; i++) printf("%d ", array[i]);
    puts("");
    int flat[2][3] = { 1, await next(2), 3, await next(4) }, nested[][2] = { { await next(1) }, { now(2), await next(3) } };
    printf("%d %d %d %zu\n", flat[0][1], flat[1][0], flat[1][2], sizeof nested / sizeof *nested);
    char text[] = "abc", fixed[8] = { "xyz" }, spelled[] = { 'a', (char)('b' + 0 * await next(0)), 0 };
    const char *lines[] = { "one", [2] = "three", [1] = text };
    struct { struct { int x; } in; } deep = { { await next(5) } }, copy = deep;
    int braced = { await next(6) }, *p = &(int){ await next(7) };
    struct in *literal = &(struct in){ .b = { [1] = await next(8) } }, from = *&(struct in){ await next(9), { 1, 2 } };
    union { struct { short lo, hi; } halves; int whole; } u = { .halves = { .hi = (short)await next(10) } };
    await async_sleep(0);
    printf("%s %s %s %zu %s%s%s %d %d\n", text, fixed, spelled, sizeof text, lines[0], lines[1], lines[2], deep.in.x, copy.in.x);
    printf("%d %d %d %d %d\n", braced, *p, literal->b[1], from.a, u.halves.hi);
    static const struct in kept[] = { { 1, { 2, 3 } }, { .b = { 4 } } };
    struct in later = kept[await next(0) % 100], zero = { 0 };
    await async_sleep(0);
    printf("%d %d %d\n", later.b[1], kept[1].b[0], memcmp(&zero, &(struct in){ 0 }, sizeof zero));
    return 0;
}
// flags: -Wno-missing-braces -Wno-missing-field-initializers -Wno-override-init -Wno-unknown-warning-option -Wno-initializer-overrides
// expect: 1 102 203 | 304 | c str | 1 0 0  405 0 0 | text
// expect: 0 0 809 | 708 | b desig | 0 0 0  607 0 506 | later
// expect: 1 910 3 | 0 | - - | 1011 0 0  0 0 0 | 
// expect: 9 9 1202 1303 0 1101 
// expect: 1402 1504 0 2
// expect: abc xyz ab 4 oneabcthree 2005 2005
// expect: 2106 2207 2308 2409 2510
// expect: 3 4 0
