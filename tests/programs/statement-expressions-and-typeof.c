/* Statement expressions with awaits inside, nested, with labels, loops, returns and declarations in them; typeof of expressions and types;
 * __auto_type; ?: without its middle; _Generic; __builtin_choose_expr and other builtins; labels declared by __label__. */
#include <asyncc.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static async int later(int value) {
    await async_sleep(0);
    return value;
}
static async const char *text(const char *s) { await async_sleep(0); return s; }

#define LARGER(a, b) ({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })
#define KIND(x) _Generic((x), int: "int", const char *: "text", char *: "text", double: "double", default: "other")

static async int early(int n) {
    int x = ({ if (await later(n) == 1) return 111; n + await later(1); });
    for (int i = 0; i < 5; i++) {
        x += ({ if (i == 1) continue; if (i == n) break; await later(i); });
        x += ({ int sum = 0; for (int j = 0; j < 3; j++) { if (j == 1) continue; sum += await later(j); } sum; });
    }
    return ({ ({ x += await later(1); }); x; });
}

static async int labelled(int n) {
    return ({
        __label__ again, done;
        int tries = await later(0);
    again:
        if (++tries == n) goto done;
        await later(tries);
        goto again;
    done:
        tries * 10;
    }) + await later(1);
}

static async int types(void) {
    int n = 3;
    __typeof__(n) a = await later(1);
    __typeof__(later(2)) b = await later(2);
    __typeof__(&a) p = &a;
    __typeof__(int[3]) array = { await later(4), 5, 6 };
    __typeof__(array) copy;
    __typeof__(struct { int x; long y; }) pair = { await later(7), 8 };
    __auto_type c = await later(9);
    __auto_type q = &array[1];
    const __auto_type s = await text("auto");
    memcpy(copy, array, sizeof copy);
    *p += await later(10);
    *q += c;
    await later(0);
    __typeof__(*p) last = *p + (int)strlen(s);
    return a + b + copy[0] + array[1] + pair.x + (int)pair.y + last + (int)sizeof(__typeof__(pair.y));
}

static async int chosen(int n) {
    int x = await later(n) ?: await later(5);
    int y = await later(0) ?: n ?: await later(6);
    const char *s = await text(NULL) ?: "none";
    x += _Generic(n, int: await later(100), char: 1) + _Generic(s, int: 0, default: await later(3));
    x += __builtin_choose_expr(sizeof n == 4, await later(1000), "no");
    x += __builtin_expect(await later(0), 0) + __builtin_constant_p(n) * 0 + __builtin_popcount((unsigned)await later(7));
    x += __builtin_types_compatible_p(__typeof__(n), int) + (int)__builtin_offsetof(struct { char a; int b[4]; }, b[2]) + (int)__alignof__(x);
    if (__builtin_add_overflow(x, await later(1), &x)) return -1;
    if (await later(0)) __builtin_unreachable();
    return x * 10 + y + (int)strlen(s);
}

async int main(void) {
    printf("%d %d %d\n", await early(1), await early(3), await labelled(4));
    printf("%d %d %d\n", await types(), await chosen(0), await chosen(2));
    printf("%d %d\n", LARGER(await later(3), 2), LARGER(1, LARGER(await later(7), await later(9))));
    printf("%s %s %s %s\n", KIND(await later(1)), KIND(await text("")), KIND(2.0), KIND((char)await later(1)));
    printf("%d\n", ({ struct { int a, b; } s = { await later(1), 2 }; s.a + s.b; }) + ({ await later(4); }));
    ({ await later(1); (void)0; });
    ({ if (await later(1)) puts("in statement"); });
    return 0;
}
// flags: -Wno-shadow -Wno-unused-value -Wno-pedantic
// oracle: erase
