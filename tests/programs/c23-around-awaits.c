/* C23 around awaits: auto, typeof, constexpr, nullptr, bool, attributes, _BitInt, labels before declarations and at the end of blocks, empty
 * initialisers, digit separators, enums with a type, unnamed parameters, static_assert without a text, typeof_unqual, #elifdef. */
#include <asyncc.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum small : unsigned char { LOW = 1, HIGH = 200 };
constexpr int SIZE = 4;

[[nodiscard]] static async int later(int value) {
    await async_sleep(0);
    return value;
}
[[maybe_unused, gnu::noinline]] static async bool no([[maybe_unused]] int a, int) {
    await async_sleep(0);
    return false;
}
static async void *nothing(void) { await async_sleep(0); return nullptr; }

static async int types(void) {
    auto a = await later(1);
    auto *p = &a;
    const auto c = await later(0x1'0);
    typeof(a) b = await later(2);
    typeof_unqual(c) d = c;
    constexpr int twice = 2 * SIZE;
    constexpr struct { int x, y; } point = { 1, 2 };
    static constexpr char text[] = "constexpr";
    int array[twice] = {};
    _BitInt(37) wide = ((_BitInt(37))1 << 30) + await later(5);
    unsigned _BitInt(9) narrow = 511uwb;
    enum small e = HIGH;
    bool yes = true;
    static_assert(sizeof array == 32);
    static_assert(twice == 8);
    d += await later(3);
    narrow += await later(2);
    wide *= await later(4);
    e = await later(1) ? LOW : e;
    array[await later(3)] += point.y + (int)strlen(text);
    *p += await later(10);
    yes = yes && !await no(1, 2);
    return a + b + c + d + array[3] + (int)(wide % 1000) + (int)narrow + e + yes + twice;
}

static async int statements(int n) {
    int sum = 0;
    switch (await later(n)) {
    case 1:
        int inside = await later(5);
        sum += inside;
        [[fallthrough]];
    case 2:
        sum += await later(10);
        break;
    default:
        sum = -1;
    }
    if (n > 5) goto end;
again:
    int after = await later(sum);
    for (int i = 0b11; i < 1'0; i++) sum += after;
    if (sum < 1000) goto again;
#ifdef NOT_DEFINED
    sum = 0;
#elifndef ALSO_NOT_DEFINED
    sum += await later(7);
#endif
    void *p = await nothing(), *q = nullptr;
    if (p != nullptr || q) return -1;
    nullptr_t null = nullptr;
    (void)null;
    [[maybe_unused]] int unused = await later(1);
    {
        int last = await later(1);
        sum += last;
    inner:
    }
    if (await later(0)) goto inner;
end:
    return sum;
}

async int main(void) {
    printf("%d\n", await types());
    printf("%d %d %d\n", await statements(1), await statements(2), await statements(9));
    struct { int a; } s = {}, t = (typeof(s)){ .a = await later(3) };
    printf("%d %d\n", s.a, t.a);
    return 0;
}
// libclang: 19
// cc: clang-19
// flags: -std=c23 -D_GNU_SOURCE
// oracle: erase
