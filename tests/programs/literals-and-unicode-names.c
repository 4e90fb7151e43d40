/* Literals of every kind in expressions that await, adjacent strings, splices and comments inside, universal character names, Unicode
 * identifiers, binary and hexadecimal floating constants, the names of the function. */
#include <asyncc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <uchar.h>
#include <wchar.h>

static async int später(int größe) {
    await async_sleep(0);
    return größe;
}
static async size_t länge(const char *s) { await async_sleep(0); return strlen(s); }

struct größen { int höhe; wchar_t *wide; };

async int main(void) {
    const wchar_t wide[] = L"wide \u00e9" L"\x1F600";
    const char *utf8 = u8"naïve \u20ac", *joined = "one" "\0" "two"
        /* a comment */ " three" // and another
        "\\\"end\"";
    const char16_t s16[] = u"ab\U0001F600";
    const char32_t s32[] = U"ab\U0001F600";
    int Ω = await später(1), \u00e5 = await später(2);
    int spl\
it = await spä\
ter(3);
    struct größen g = { .höhe = await später('\x41'), .wide = L"\a\t\033" };
    await async_sleep(0);
    printf("%zu %zu %zu %zu\n", wcslen(wide), await länge(utf8), await länge(joined), sizeof s16 / sizeof *s16 + sizeof s32 / sizeof *s32);
    printf("%d %d %d %d %d\n", Ω + å, split, g.höhe, g.wide[2], memcmp(joined + 4, "two", 3));
    printf("%d %d %d %d\n", 'a' + await später('\''), L'ж' - await später(L'ж'), await später('ab') == 'ab', u'x' + U'y' - 'x');
    printf("%.3f %.1f %lld %u %d\n", 0x1.8p3 + await später(1), 1e-1f * await später(10), 0x7fffffffffffffffll - await später(7), 0b1011u + (unsigned)await später(0), 0777);
    printf("%d %s %s\n", /* in /* the */ await /* middle */ später /* of it */ (4) // end
           + 1, __func__, await später(1) ? __FUNCTION__ : "");
    printf("%s\n", (await später(0), &"abc"[await später(1)]));
    printf("%c%c\n", "xyz"[await später(1)], (await später(2))["xyz"]);
    return 0;
}
// flags: -Wno-multichar -Wno-comment
// oracle: erase
