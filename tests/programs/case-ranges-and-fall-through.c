/* Case ranges, fall-through with and without its attribute, several labels at once, default in the middle, constants of every kind,
 * switches of enumerators, characters and long long. */
#include <asyncc.h>
#include <stdio.h>

enum color { RED, GREEN = 5, BLUE };

static async int later(int value) {
    await async_sleep(0);
    return value;
}
static async long long wide(long long value) {
    await async_sleep(0);
    return value;
}

static async int kind(int c) {
    int n = 0;
    switch (await later(c)) {
    case '0' ... '9': return await later(1);
    case 'a' ... 'f':
        n += await later(10);
        __attribute__((fallthrough));
    case 'A' ... 'F':
        n += await later(100);
        /* fall through */
    default:
        n += await later(1000);
        break;
    case '_': case '$':
    case sizeof(int) + 1:
        n += await later(10000);
        __attribute__((__fallthrough__));
    case -1:
        n += 3;
    }
    return n;
}

static async int colors(enum color c) {
    switch (c) {
    case RED:   await later(1); return 1;
    case GREEN: { int g = await later(2); return g; }
    case BLUE:  break;
    }
    return await later(3);
}

static async const char *big(long long n) {
    switch (await wide(n)) {
    case 1ll << 40: return "a trillion";
    case -(1ll << 40) ... -1: await later(0); return "negative";
    case 0x100000000ll: { await later(0); } return "four billion";
    default: await later(0);
    }
    return "else";
}

static async int nested(int a, int b) {
    switch (await later(a)) {
    case 1:
        switch (await later(b)) {
        case 1: return 11;
        default: break;
        case 2: return await later(12);
        }
        await later(0);
        return 10;
    case 2 ... 3:
        for (;;) {
            switch (b--) {
            case 0: break;
            default: await later(b); continue;
            }
            break;
        }
    }
    return b;
}

async int main(void) {
    for (const char *c = "5bB_$x\5"; *c; c++) printf("%d\n", await kind(*c));
    printf("%d\n", await kind(-1));
    printf("%d %d %d\n", await colors(RED), await colors(GREEN), await colors(BLUE));
    puts(await big(1ll << 40));
    puts(await big(-5));
    puts(await big(0x100000000ll));
    puts(await big(7));
    printf("%d %d %d %d %d\n", await nested(1, 1), await nested(1, 2), await nested(1, 3), await nested(3, 4), await nested(9, 9));
    return 0;
}
// flags: -Wno-pedantic -Wno-implicit-fallthrough
// oracle: erase
