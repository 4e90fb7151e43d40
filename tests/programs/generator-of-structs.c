/* Values can be structs, pointers, doubles; each consumer's variable is its own. */
#include <asyncc.h>
#include <stdio.h>

struct page { int number; const char *title; };

static async_generator struct page pages(int n) {
    for (int i = 1; i <= n; i++) {
        await async_sleep(0);
        struct page p = { i, i % 2 ? "odd" : "even" };
        yield p;
    }
    yield (struct page){ 0, "end" };
}

static async_generator double halves(double x) {
    while (x > 1) yield x /= 2;
}

static async_generator const char *words(const char *const *list) {
    while (*list) yield *list++;
}

async int main(void) {
    async_for (struct page p, pages(2)) printf("%d %s\n", p.number, p.title);
    async_for (double d, halves(8)) printf("%.1f\n", d);
    const char *const list[] = { "a", "b", NULL };
    async_for (const char *w, words(list)) puts(w);
    return 0;
}
// expect: 1 odd
// expect: 2 even
// expect: 0 end
// expect: 4.0
// expect: 2.0
// expect: 1.0
// expect: a
// expect: b
