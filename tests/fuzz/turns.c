/* turns.c: random short coroutines that put, get, give way, spawn, join, gather, cancel: in whatever way they take turns, the order must be the same (turns.sh).
 *
 *     turns FIRST_SEED COUNT [verbose]      prints of each seed the number of events and a hash of them, in their order
 *
 * Most functions are so short that their bodies are compiled twice, since those hand over to each other by themselves (runtime/next.h).
 */
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct s16 { long a, b; };
struct s24 { long a; char c[16]; };
static unsigned state;
static unsigned long hash, nevents;
static int is_verbose, fuel, nid;
static unsigned below(unsigned n) { state = state * 1103515245u + 12345u; return (state >> 8) % n; }
static void note(int id, int what, long v) {
    hash = hash * 1000003 + (unsigned long)(id * 131 + what) * 7919 + (unsigned long)v; nevents++;
    if (is_verbose) printf("%d %d %ld\n", id, what, v);
}
enum { NQ = 4 };
static async_queue(long) q8[NQ]; static async_queue(struct s16) q16; static async_queue(struct s24) q24; static async_queue(char) q1; static async_queue(int) q4;
static async_queue(long) ql, qp, qm;
static int before(const long *a, const long *b) { return *a / 4 < *b / 4; }
enum { NT = 64 };
static async_task(long) reg[NT]; static int nreg;
static async long act(int id, int depth);
static async long give(int id) { note(id, 1, 0); await async_sleep(0); note(id, 2, 0); return id; }
static async void give3(int id) { await async_sleep(0); note(id, 3, 0); await async_sleep(0); note(id, 4, 0); await async_sleep(0); }
static async struct s16 give16(int id) { await async_sleep(0); return (struct s16){ id, 7 }; }
static async long put8(int id, int k, long v) { await async_put(q8[k], v); note(id, 5, v); return v; }
static async long get8(int id, int k) { long v = await async_get(q8[k]); note(id, 6, v); return v; }
static async void put16(int id, long v) { await async_put(q16, ((struct s16){ v, v + 1 })); note(id, 7, v); }
static async struct s16 get16(int id) { struct s16 v = await async_get(q16); note(id, 8, v.a + v.b); return v; }
static async void put24(int id, long v) { struct s24 x = { .a = v }; x.c[3] = (char)v; await async_put(q24, x); note(id, 9, v); }
static async long get24(int id) { struct s24 v = await async_get(q24); note(id, 10, v.a + v.c[3]); return v.a; }
static async void put1(int id, char v) { await async_put(q1, v); note(id, 11, v); }
static async char get1(int id) { char c = await async_get(q1); note(id, 12, c); return c; }
static async int get4(int id) { int a = await async_get(q4); int b = a + await async_get(q4); note(id, 13, b); return b; }
static async void put4(int id, int v) { for (int i = 0; i < 2; i++) { await async_put(q4, v + i); note(id, 14, v); } }
static async long lifo(int id, int put) { if (put) await async_put(ql, (long)id); else { long v = await async_get(ql); note(id, 15, v); return v; } return 1; }
static async long prio(int id, int put) { if (put) await async_put(qp, (long)below(50)); else { long v = await async_get(qp); note(id, 16, v); return v; } return 1; }
static async void pump(int id, int from, int to, int n) {
    for (int i = 0; i < n; i++) { long v = await async_get(q8[from]); await async_put(q8[to], v); }
    note(id, 17, n);
}
static async void pingpong(int id, int n) { for (int i = 0; i < n; i++) { await async_put(q8[0], (long)i); await async_sleep(0); long v = await async_get(q8[1]); note(id, 18, v); } }
static async long deferred(int id, int k) {
    defer { note(id, 19, 0); await async_sleep(0); note(id, 20, 0); }
    long v = await async_get(q8[k]);
    return v;
}
static async long caught(int id, int k) {
    try { await async_put(q8[k], (long)id); await async_sleep(0); }
    catch (e, UV_ECANCELED) { note(id, 21, e->code); if (below(2)) async_uncancel(async_current()); await async_sleep(0); note(id, 22, 0); if (below(3) == 0) throw(); }
    return k;
}
static async_generator long gen(int id, int n) { for (int i = 0; i < n; i++) { if (i & 1) await async_sleep(0); else { long v = await async_get(q8[i % NQ]); note(id, 23, v); } yield i; } }
static async_generator long genput(int id, int n) { for (int i = 0; i < n; i++) { await async_put(q8[i % NQ], (long)i); yield i; } }
static async long usegen(int id, int n) { long s = 0; async_for (long x, gen(id, n)) { s += x; note(id, 24, x); if (below(6) == 0) break; } return s; }
static async long usegen2(int id, int n) { long s = 0; async_for (long x, genput(id, n)) { s += x; await async_sleep(0); } return s; }
static async_context long ctx(int id) { await async_sleep(0); note(id, 25, 0); defer { await async_put(q8[1], 5l); } yield id; await async_sleep(0); note(id, 26, 0); }
static async long usectx(int id) { async_with (long v, ctx(id)) { note(id, 27, v); await async_sleep(0); } return 3; }
static async long deep(int id, int n) { if (!n) { await async_sleep(0); long v = await async_get(q8[2]); note(id, 28, v); await async_put(q8[3], v); return 1; } return 1 + await deep(id, n - 1); }
static async long vla(int id, int n) { long a[n]; for (int i = 0; i < n; i++) a[i] = await async_get(q8[i % NQ]); await async_sleep(0); long s = 0; for (int i = 0; i < n; i++) s += a[i]; note(id, 29, s); return s; }
static async long expr(int id) { return await give(id) * 3 + await async_get(q8[0]) - await give(id) + (below(2) ? await async_get(q8[1]) : (await async_sleep(0), 4)); }
static async void selfcancel(int id, int k) { async_cancel(async_current()); note(id, 30, k); if (k & 1) await async_sleep(0); else if (k & 2) await async_put(q8[k % NQ], 3l); else { long v = await async_get(q8[k % NQ]); note(id, 31, v); } note(id, 32, 0); }
static async long onlyget(int k) { return await async_get(q8[k]); }
static async void onlyput(int k) { await async_put(q8[k], 1l); }
static async void onlygive(void) { await async_sleep(0); }
static async void nothing(int id) { note(id, 33, 0); }
static async long word(int id) { note(id, 34, 0); return id; }
static async struct s24 big(int id) { note(id, 35, 0); if (below(2)) await async_sleep(0); return (struct s24){ .a = id }; }
static async int small(int id) { if (below(2)) await async_sleep(0); return id; }
static async long sj(int id) { await async_sleep(0); return await async_join(async_spawn(word(id))); }
static async long sj2(int id, int n) { long s = 0; for (int i = 0; i < n; i++) { s += await async_join(async_spawn(sj(id + i))); await async_put(q8[i % NQ], s); } return s; }
static async long sj3(int id, int n) { long s = 0; while (n--) { s += await async_get(q8[n % NQ]); s += await async_join(async_spawn(small(id))); } return s; }
static async long sj4(int id, int n) { long s = 0; while (n--) { async_task(struct s24) t = async_spawn(big(id)); await async_sleep(0); s += (await async_join(t)).a; } return s; }
static async void cancelother(int id) { if (nreg) { int i = (int)below((unsigned)nreg); note(id, 36, i); async_cancel(reg[i]); } await async_sleep(0); }
static async void gathers(int id, int d) {
    long a = 0, b = 0; struct s16 c = { 0, 0 }; struct s24 e = { 0 }; int f = 0;
    switch (below(6)) {
    case 0: await async_gather(a = give(id), b = word(id), nothing(id)); break;
    case 1: await async_gather(c = give16(id), e = big(id), f = small(id), onlygive(), a = onlyget(1)); break;
    case 2: await async_gather(put8(id, 0, 3), a = get8(id, 0), onlyput(1), b = onlyget(1), onlygive()); break;
    case 3: await async_gather(a = act(id + 1000, d - 1), give3(id), b = act(id + 2000, d - 1)); break;
    case 4: { long r[5] = { 0 }; await async_gather_each(i, 5, r[i] = sj((int)i)); a = r[4]; break; }
    case 5: { long r[5] = { 0 }; const async_error *errors[5]; await async_gather_each_settled(errors, i, 5, r[i] = onlyget((int)i % 4)); for (int i = 0; i < 5; i++) a += errors[i] ? errors[i]->code : r[i]; break; }
    }
    note(id, 37, a + b + c.a + e.a + f);
}
static void callback(void *data) { long v; int k = (int)(long)data; if (k & 1) note(0, 38, async_queue_put_nowait(q8[k % NQ], &(long){ 9 })); else note(0, 39, async_queue_get_nowait(q8[k % NQ], &v)); }
static async void shut(int id) { async_queue_shutdown(q8[below(NQ)], below(2)); note(id, 40, 0); await async_sleep(0); }
static async long step(int id, int depth) {
    long v = 0;
    switch (below(44)) {
    case 0: v = await give(id); break;
    case 1: await give3(id); break;
    case 2: v = await put8(id, (int)below(NQ), (long)below(9)); break;
    case 3: v = await get8(id, (int)below(NQ)); break;
    case 4: await put16(id, 4); break;
    case 5: { struct s16 x = await get16(id); v = x.b; break; }
    case 6: await put24(id, 4); break;
    case 7: v = await get24(id); break;
    case 8: await put1(id, 4); break;
    case 9: v = await get1(id); break;
    case 10: v = await get4(id); break;
    case 11: await put4(id, 4); break;
    case 12: v = await lifo(id, (int)below(2)); break;
    case 13: v = await prio(id, (int)below(2)); break;
    case 14: await pump(id, (int)below(NQ), (int)below(NQ), (int)below(4)); break;
    case 15: await pingpong(id, (int)below(4)); break;
    case 16: v = await deferred(id, (int)below(NQ)); break;
    case 17: v = await caught(id, (int)below(NQ)); break;
    case 18: v = await usegen(id, (int)below(4)); break;
    case 19: v = await usegen2(id, (int)below(4)); break;
    case 20: v = await usectx(id); break;
    case 21: v = await deep(id, below(8) ? (int)below(4) : 1500); break;
    case 22: v = await vla(id, 1 + (int)below(3)); break;
    case 23: v = await expr(id); break;
    case 24: await selfcancel(id, (int)below(8)); break;
    case 25: v = await onlyget((int)below(NQ)); break;
    case 26: await onlyput((int)below(NQ)); break;
    case 27: await onlygive(); break;
    case 28: await cancelother(id); break;
    case 29: case 30: if (depth > 0) await gathers(id, depth); break;
    case 31: async_call_soon(callback, (void *)(long)below(8)); break;
    case 32: if (nreg < NT && fuel-- > 0) { async_task(long) t = async_spawn(act(++nid, depth - 1)); reg[nreg++] = async_retain(t); if (below(2)) v = await async_join(t); else async_detach(t); } break;
    case 33: v = await async_wait_for(onlyget((int)below(NQ)), 0.0); break;
    case 34: { long z = 1; async_queue_put_nowait(qm, &z); await async_sleep(0); }; break;
    case 35: if (below(10) == 0) await shut(id); break;
    case 36: async_with (async_timeout(1000)) { v = await expr(id); } break;
    case 38: case 39: v = await sj(id); break;
    case 40: v = await sj2(id, (int)below(4)); break;
    case 41: v = await sj3(id, (int)below(4)); break;
    case 42: v = await sj4(id, (int)below(4)); break;
    case 43: { long r[5] = { 0 }; await async_gather_each(i, 5, r[i] = sj4(id, (int)i)); v = r[4]; break; }
    case 37: if (fuel-- > 0) { async_task(long) t = async_spawn(word(id)); v = await async_join(t); } break;
    }
    return v;
}
static async long act(int id, int depth) {
    long v = 0;
    if (depth < 0) { await async_sleep(0); return 0; }
    int n = 1 + (int)below(depth ? 20 : 6);
    for (int i = 0; i < n; i++) {
        try { v += await step(id, depth); note(id, 41, v); }
        catch (e) { note(id, 42, e->code); }
        catch (e, UV_ECANCELED) { note(id, 43, e->code); if (below(4) == 0) throw(); if (below(2)) async_uncancel(async_current()); }
    }
    return v;
}
static async void idle(void) { if (below(4)) { await async_sleep(0); return; } try { async_with (async_timeout(0.0004)) { await async_get(qm); } } catch (e, UV_ETIMEDOUT) { note(-5, 0, 0); } }
static async void one(unsigned seed) {
    state = seed; fuel = 60; nid = 0; nreg = 0; hash = nevents = 0;
    for (int i = 0; i < NQ; i++) q8[i] = async_queue_new(long, below(4));
    q16 = async_queue_new(struct s16, below(3)); q24 = async_queue_new(struct s24, below(3)); q1 = async_queue_new(char, below(3)); q4 = async_queue_new(int, below(3));
    qm = async_queue_new(long, 1); ql = async_lifo_queue_new(long, below(3)); qp = async_priority_queue_new(long, below(3), before);
    int n = 1 + (int)below(6);
    for (int i = 0; i < n; i++) reg[nreg++] = below(3) ? async_spawn(act(++nid, (int)below(3))) : below(2) ? async_spawn(sj3(++nid, 5)) : async_spawn(sj2(++nid, 5));
    for (int i = 0; i < 60; i++) {
        await idle();
        if (below(12) == 0) async_cancel(reg[below((unsigned)nreg)]);
        if (below(3) == 0) { long v = 77; if (below(2)) { async_queue_get_nowait(q8[below(NQ)], &v); struct s16 w; async_queue_get_nowait(q16, &w); char c; async_queue_get_nowait(q1, &c); } async_queue_put_nowait(q8[below(NQ)], &v); async_queue_put_nowait(ql, &v); async_queue_put_nowait(qp, &v); async_queue_put_nowait(q4, &(int){3}); async_queue_put_nowait(q24, &(struct s24){3}); }
    }
    for (int round = 0, left = 1; left && round < 5000; round++) {
        left = 0;
        for (int i = 0; i < nreg; i++) if (!async_done(reg[i])) { left = 1; async_cancel(reg[i]); }
        for (int k = 0; k < 40; k++) await async_sleep(0);
    }
    for (int i = 0; i < nreg; i++) { int code = 0; try { await async_join(reg[i]); } catch (e, UV_ECANCELED) { code = 1; } catch (e) { code = e->code; } note(-1, i, code); }
    for (int i = 0; i < NQ; i++) { note(-2, i, (long)async_queue_size(q8[i])); async_queue_free(q8[i]); }
    async_queue_free(q16); async_queue_free(q24); async_queue_free(q1); async_queue_free(q4); async_queue_free(ql); async_queue_free(qm); async_queue_free(qp);
}
async int main(int argc, char **argv) {
    unsigned from = (unsigned)atoi(argv[1]), n = argc > 2 ? (unsigned)atoi(argv[2]) : 1;
    is_verbose = argc > 3;
    for (unsigned s = from; s < from + n; s++) { await one(s); printf("%u %lu %lx\n", s, nevents, hash); if (is_verbose) fflush(stdout); }
    return 0;
}
