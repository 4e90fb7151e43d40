/* Structs and unions that are returned by value, indexed, taken members of, passed on and assigned at once; large ones, ones with arrays,
 * empty and flexible ones; chains of such calls. */
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct small { int x; };
struct large { int n, at[40]; struct small inner[2]; char text[8]; };
union either { int i; char c[4]; };
struct flexible { int n; int at[]; };

static async int later(int value) { await async_sleep(0); return value; }
static async struct small small(int x) { await async_sleep(0); return (struct small){ x }; }
static async struct large large(int n) {
    struct large l = { .n = n, .inner = { { n + 1 }, await small(n + 2) } };
    for (int i = 0; i < 40; i++) l.at[i] = i * n;
    strcpy(l.text, "large");
    await later(0);
    return l;
}
static async struct large plus(struct large a, struct small b) {
    a.at[0] += b.x + await later(1000);
    return a;
}
static async union either either(int i) { union either e = { await later(i) }; return e; }
static async struct large *allocated(int n) {
    struct large *p = malloc(sizeof *p);
    *p = await large(n);
    return p;
}
static struct large plain(struct large l) { l.n++; return l; }

async int main(void) {
    printf("%d %d %s\n", (await large(2)).at[await later(10)], (await large(3)).inner[await later(1)].x, (await large(1)).text);
    printf("%d %d\n", (await plus(await large(4), await small(5))).at[0], plain(await plus(await large(4), (struct small){ await later(1) })).n);
    printf("%c %d\n", (await either(0x41424344)).c[await later(1)], (await either(7)).i);
    struct large l, array[2] = { await large(1), await large(2) };
    l = array[await later(1)] = await plus(array[0], (await large(9)).inner[0]);
    printf("%d %d\n", l.at[0], array[1].at[0]);
    printf("%d\n", (l = await large(6), l.at[1]));
    struct large *p = await allocated(8);
    (*p).at[await later(2)] -= (free(await allocated(await later(0))), 1);
    printf("%d %d %d\n", p->at[2], (*(await later(1) ? p : &l)).n, (await later(0) ? *p : l).n);
    struct flexible *f = malloc(sizeof *f + 3 * sizeof(int));
    f->n = await later(3);
    for (int i = 0; i < f->n; i++) f->at[await later(i)] = await later(i * i);
    struct flexible head = *f;
    await later(0);
    printf("%d %d %d\n", head.n, f->at[2], (f->at + await later(1))[0]);
    free(f);
    free(p);
    return 0;
}
// oracle: erase
