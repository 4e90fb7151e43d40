/* Control flow around awaits: Duff's device, labels as values, case ranges, cleanup attributes on every way out, VLAs of two dimensions,
 * shadowed names, results that are indexed at once, deep recursion. */
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
async int one(int x) { await async_sleep(0); return x; }
async int duff(int count) {
    int n = (count + 3) / 4, s = 0;
    switch (await one(count % 4)) {
    case 0: do { s += await one(1);
    case 3:      s += await one(10);
    case 2:      s += await one(100);
    case 1:      s += await one(1000);
            } while (await one(--n) > 0);
    }
    return s;
}
async int labels(int k) {
    static const void *const table[] = { &&a, &&b, &&c };
    int s = 0;
    goto *table[await one(k)];
a: s += await one(1);
b: s += await one(2);
   if (s < 6) goto a;
c: s += 100;
   return s;
}
async int ranges(int k) {
    switch (k) { case 1 ... 5: await one(1); return 1; case 'a' ... 'z': return await one(2); default: break; }
    { int k = 3; { int k = 4; k += await one(1); if (k != 5) abort(); } k += await one(2); if (k != 5) abort(); }
    return k;
}
struct s { int a[3]; struct { int x, y; }; unsigned b1 : 3, b2 : 5; };
async struct s mk(int v) { await one(0); return (struct s){ { v, v + 1, v + 2 }, { 4, 5 }, 3, 9 }; }
async int structs(void) {
    int r = (await mk(3)).a[await one(1)] + (await mk(1)).y;
    struct s s = await mk(7), t;
    s.b1 = await one(5); s.b2 += await one(2); s.x = s.y = await one(6);
    t = s; t.a[await one(2)] *= await one(2);
    return r + s.b1 + s.b2 + t.a[2] + t.x;
}
static void done(int *p) { printf("done %d\n", *p); }
async int clean(int how) {
    for (int i = 0; i < 3; i++) {
        __attribute__((cleanup(done))) int a = i + how * 10;
        await one(1);
        if (how == 1 && i == 1) break;
        if (how == 2 && i == 1) continue;
        if (how == 3 && i == 1) return 33;
        if (how == 4 && i == 1) goto out;
        if (how == 5 && i == 1) throw(77, "seven");
        __attribute__((cleanup(done))) int b = i + how * 10 + 5;
        await one(b);
    }
out:
    return 0;
}
async int nested(int n, int m, int a[n][m]) {
    int t[n][m]; int (*p)[m] = t; __typeof__(n) *q = &n;
    for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) { t[i][j] = await one(a[i][j]); char w[t[i][j] + 1]; w[0] = 1; await one(0); t[i][j] += sizeof w; }
    return p[n - 1][m - 1] + (int)(sizeof t / sizeof **t) + *q;
}
async int many(int d) { return d ? await many(d - 1) + 1 : await one(0); }
async int main(void) {
    for (int i = 1; i < 9; i++) printf("%d ", await duff(i)); puts("");
    for (int i = 0; i < 3; i++) printf("%d ", await labels(i)); puts("");
    printf("%d %d %d\n", await ranges(3), await ranges('q'), await ranges(1000));
    printf("%d\n", await structs());
    for (int i = 0; i < 6; i++) printf("%d\n", await async_try(clean(i)));
    int a[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
    printf("%d\n", await nested(2, 3, a));
    printf("%d\n", await many(100000));
    int arr[] = { [2] = await one(3), [0] = await one(1) };
    int *q = (int[]){ await one(4), 5 };
    await one(1);
    printf("%d %d %d\n", arr[2], (int)(sizeof arr / sizeof *arr), q[1]);
    int x = 5; x += await one(x) + 1;
    for (char *s = "abc"; *s; s += await one(1)) putchar(*s);
    do { x--; if (x % 2) continue; putchar('.'); } while (await one(x) > 0);
    while (await one(x) < 3 && ({ int k = await one(x); x++; k < 2; })) putchar('!');
    puts("");
    return 0;
}

// flags: -std=gnu11 -Wno-implicit-fallthrough
// expect: 1000 1100 1110 1111 2111 2211 2221 2222 
// expect: 106 108 100 
// expect: 1 2 1000
// expect: 49
// expect: done 5
// expect: done 0
// expect: done 6
// expect: done 1
// expect: done 7
// expect: done 2
// expect: 0
// expect: done 15
// expect: done 10
// expect: done 11
// expect: 0
// expect: done 25
// expect: done 20
// expect: done 21
// expect: done 27
// expect: done 22
// expect: 0
// expect: done 35
// expect: done 30
// expect: done 31
// expect: 0
// expect: done 45
// expect: done 40
// expect: done 41
// expect: 0
// expect: done 55
// expect: done 50
// expect: done 51
// expect: 77
// expect: 21
// expect: 100000
// expect: 3 3 5
// expect: abc......!!
