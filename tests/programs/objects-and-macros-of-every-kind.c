/* Objects and macros of every kind around awaits: over-aligned, atomic, thread-local, complex, vector and 128-bit ones, wide and UTF-8 text,
 * flexible members, tables of functions; macros that declare, return, paste, swap and await; asm, asm goto, conditional directives. */
#include <stdlib.h>
#include <asyncc.h>
#include <stdio.h>
#include <stdatomic.h>
#include <complex.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/select.h>
async int one(int x) { await async_sleep(0); return x; }
typedef float v4 __attribute__((vector_size(16)));
typedef struct { int n; char text[]; } flex;
_Thread_local int tls = 5;
#define container_of(p, T, m) ((T *)((char *)(p) - offsetof(T, m)))
#define list_for_each(p, head) for (p = (head); p; p = p->next)
#define DECL(T, n, v) T n = v
#define RET_IF(c, v) do { if (c) return v; } while (0)
#define PASTE(a, b) a##b
#define AW(x) (await one(x))
#define TWICE(x) ((x) + (x))
#define VA(...) one(__VA_ARGS__)
#define SWAP(a, b) do { __typeof__(a) t_ = a; a = b; b = t_; } while (0)
struct item { int v; struct item *next; };
async int types(int n) {
    _Alignas(64) char buf[64] = "aligned";
    register int r = n;
    static int st = 3;
    static _Thread_local int stl = 4;
    __int128 big = (__int128)1 << 100;
    double complex z = 1.0 + 2.0 * I;
    v4 v = { 1, 2, 3, 4 };
    __auto_type at = r + 1;
    __typeof__(buf) copy;
    wchar_t wide[] = L"wide";
    const char *utf = u8"ünï";
    int größe = 7;
    _Atomic int atom = 1;
    _Bool flag = await one(2);
    unsigned long long ull = ~0ull;
    long double ld = 1.5L;
    flex *f = malloc(sizeof *f + 8);
    defer free(f);
    f->n = 1; strcpy(f->text, "flex");
    void (*fp)(void) = NULL;
    int (*arrp)[3] = &(int[3]){ 1, 2, 3 };
    int (*funcs[2])(const char *) = { puts, puts };
    struct item a = { 1, NULL }, b = { 2, &a }, *p;
    memcpy(copy, buf, sizeof copy);
    await one(1);
    assert((uintptr_t)buf % 64 == 0);
    st += await one(1); stl++; tls += await one(1);
    big += await one(3);
    z *= await one(2);
    v = v * (float)await one(2);
    int four = await one(4); atomic_fetch_add(&atom, four);
    atom += await one(1);
    größe += await one(1);
    errno = ENOENT;
    ull >>= await one(60);
    ld *= await one(2);
    funcs[await one(1)]("via table");
    list_for_each(p, &b) printf("%d ", p->v + await one(0));
    struct item *owner = container_of(&b.next, struct item, next);
    DECL(int, declared, await one(5));
    fd_set set; FD_ZERO(&set); FD_SET(await one(3), &set);
    int x1 = 10, x2 = 20; SWAP(x1, x2);
    SWAP(buf[0], buf[1]);
    int PASTE(pa, sted) = AW(6);
    RET_IF(n < 0, -1);
    int tw = TWICE(await one(4)), va = await VA(9);
    int gen = _Generic(n, int: await one(3), default: 0);
    int omitted = await one(0) ?: await one(8);
    printf("%s %d %d %d %d %d %.0f%+.0fi %.0f %d %s %ls %s %d %d %d %llu %.1Lf\n", buf, r, st, stl, tls, (int)(big >> 98), creal(z), cimag(z), v[3], at, copy, wide, utf, größe, atom, flag, ull, ld);
    printf("%s %d %d %d %d %d %d %d %d %d %d\n", f->text, (*arrp)[2], owner == &b, declared, (int)FD_ISSET(3, &set), x1, pasted, tw, va, gen, omitted);
    (void)fp;
#if defined(FOO)
    await one(1);
#else
    r += await one(2);
#endif
    __asm__ volatile ("addl %1, %0" : "+r"(r) : "r"(await one(10)));
    asm goto ("" : : : : out);
    r++;
out:
    printf("%d %s %d\n", r, __func__, __LINE__);
    return __COUNTER__ + r;
}
async int main(void) { printf("%d\n", await types(5)); printf("%d\n", await types(-2)); return 0; }

// flags: -std=gnu2x -D_GNU_SOURCE -Wno-implicit-fallthrough -Wno-sign-compare
// expect: via table
// expect: 2 1 laigned 5 4 5 6 4 2+4i 8 6 aligned wide ünï 8 6 1 15 3.0
// expect: flex 3 1 5 1 20 6 8 9 3 8
// expect: 18 types 91
// expect: 18
// expect: via table
// expect: 2 1 -1
