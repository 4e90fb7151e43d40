// oracle: erase
// expect: 1 2 3
// expect: 4 5
// Records that are empty, that begin with what is empty, or have unnamed bit-fields only, as parameters, results and locals.
#include <asyncc.h>
#include <stdio.h>

struct nothing { };
union unnamed { int : 5; };
struct second { struct nothing first; int value; };
struct padded { struct { } none[2]; int : 3; int value; };
struct flexible { int n; char rest[]; };
struct zeroed { char none[0]; };
struct begun { struct zeroed none[2]; int value; };

async struct nothing none(struct nothing n, union unnamed u, int value) {
    (void)u;
    await async_sleep(0);
    printf("%d ", value);
    return n;
}

async struct second pass(struct second s) {
    await async_sleep(0);
    return s;
}

async struct flexible flexible(int n) {
    await async_sleep(0);
    return (struct flexible){ n };
}

async union unnamed pass_union(union unnamed u) { return u; }

async int both(struct padded p, int again) {
    struct padded local;
    int sum = 0;
again:
    await async_sleep(0);
    if (again) {
        local = p;
        again = 0;
        goto again;
    }
    sum += local.value;
    return sum;
}

async int zeroed(struct zeroed z, struct begun b) {
    struct zeroed copy;
    b.value += (await pass((struct second){ { }, 3 })).value;
    copy = z;
    (void)copy;
    return b.value;
}

#define P do await async_sleep(0); while (0)

async int main(void) {
    struct nothing n = await none((struct nothing){ }, (union unnamed){ }, 1), m;
    m = await none(n, await pass_union((union unnamed){ }), 2);
    (void)m;
    struct second s = { { }, 3 };
    printf("%d\n", (await pass(s)).value);
    int x = (await flexible(4)).n;
    if (!x)
      x = 1;
    if (await zeroed((struct zeroed){ }, (struct begun){ .value = 4 }) != 7) return 1;
    P; printf("%d %d\n", x, await both((struct padded){ .value = 5 }, 1));
}
