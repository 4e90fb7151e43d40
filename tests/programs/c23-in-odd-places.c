/* What C23 adds, with awaits among it. */
#include <asyncc.h>
#include <stdio.h>
#include <stddef.h>
enum color : unsigned char { RED, GREEN = 200 };
static async int f(int x) { await async_sleep(0); return x; }
[[nodiscard, maybe_unused]] static async int g([[maybe_unused]] int x) { co: [[maybe_unused]] int y = await f(x); if (y > 100) goto co; end: return y; goto end; }
static async void *none(void) { await f(0); return nullptr; }
async int main() {
    constexpr int size = 3;
    constexpr struct { int a, b; } pair = { 1, 2 };
    auto x = await f(size);
    auto p = &x;
    int a[size] = {};
    const int ci = 4;
    typeof_unqual(ci) cu = await f(1);
    cu++;
    int n = await f(4);
    int vla[n] = {};
    vla[1] = 3;
    await f(1);
    printf("%d %d %d %zu\n", vla[0], vla[1], vla[n - 1], sizeof vla);
    _BitInt(37) big = (_BitInt(37))await f(5) << 33;
    await f(1);
    big += await f(1);
    printf("%lld %d\n", (long long)big, (int)sizeof big);
    enum color c = GREEN;
    c += (enum color)await f(1);
    printf("%d %d %d %d %d\n", c, *p, a[await f(1)], cu, pair.b + await f(pair.a));
    nullptr_t z = nullptr;
    void *q = await f(1) ? await none() : z;
    printf("%d\n", q == nullptr);
    static_assert(sizeof(int) == 4);
    bool b = true && await f(1);
    switch (await f(2), n) { case 4: [[fallthrough]]; case 5: printf("five\n"); }
    return b ? await g(0) : 0b101 + 1'000;
}
// flags: -std=c2x
// libclang: 19
// cc: clang-19
// oracle: erase
