// pipeline.c by hand: each function a struct of what lives across suspensions and a step function; a callee is a struct in its caller's.
// A step function returns PENDING, and is called again when what it waits for is done, or DONE, with `result` or `error` set.
#include <uv.h>
#include <stdio.h>
#include <string.h>

enum { DONE, PENDING };

struct record { int key, length; char data[64]; };

struct machine {
    int (*step)(struct machine *);
    struct machine *caller;         // stepped when this one is done
    int state, result, error;
};

struct next_block { struct machine m; int source, *first, *count; void *own[6]; };
struct fetch { struct machine m; int source, index; struct record *into; void *own[6]; };
struct store { struct machine m; int target; const struct record *record; void *own[6]; };
struct flush { struct machine m; int target; void *own[6]; };

int next_block_start(struct next_block *f, struct machine *caller, int source, int *first, int *count);
int fetch_start(struct fetch *f, struct machine *caller, int source, int index, struct record *into);
int store_start(struct store *f, struct machine *caller, int target, const struct record *record);
int flush_start(struct flush *f, struct machine *caller, int target);
int checksum(const struct record *record);

struct copy {
    struct machine m;
    int source, target, limit, *rejected;
    int total, failures, block, first, count, i;
    struct record record;
    union { struct next_block next_block; struct fetch fetch; struct store store; struct flush flush; } callee;
};

static int fail(struct machine *m, int error) {
    m->error = error;
    return DONE;
}

static int copy_step(struct machine *m) {
    struct copy *f = (struct copy *)m;
    switch (f->m.state) {
    case 0:
        f->total = f->failures = f->block = 0;
        for (;;) {
            f->m.state = 1;
            if (next_block_start(&f->callee.next_block, &f->m, f->source, &f->first, &f->count)) return PENDING;
    case 1:
            if (f->callee.next_block.m.error) return fail(&f->m, f->callee.next_block.m.error);
            if (!f->callee.next_block.m.result) break;
            f->block++;
            for (f->i = f->first; f->i < f->first + f->count; f->i++) {
                f->m.state = 2;
                if (fetch_start(&f->callee.fetch, &f->m, f->source, f->i, &f->record)) return PENDING;
    case 2:
                if (f->callee.fetch.m.error) return fail(&f->m, f->callee.fetch.m.error);
                if (!f->callee.fetch.m.result) continue;
                if (checksum(&f->record) != f->record.key) {
                    if (++f->failures > f->limit) goto stop;
                    (*f->rejected)++;
                    continue;
                }
                f->m.state = 3;
                if (store_start(&f->callee.store, &f->m, f->target, &f->record)) return PENDING;
    case 3:
                if (f->callee.store.m.error) return fail(&f->m, f->callee.store.m.error);
                f->total += f->callee.store.m.result;
                if (f->total % 100 == 0) {
                    f->m.state = 4;
                    if (flush_start(&f->callee.flush, &f->m, f->target)) return PENDING;
    case 4:
                    if (f->callee.flush.m.error) return fail(&f->m, f->callee.flush.m.error);
                }
            }
            if (f->block % 8 == 0) {
                f->m.state = 5;
                if (flush_start(&f->callee.flush, &f->m, f->target)) return PENDING;
    case 5:
                if (f->callee.flush.m.error) return fail(&f->m, f->callee.flush.m.error);
            }
        }
    stop:
        f->m.state = 6;
        if (flush_start(&f->callee.flush, &f->m, f->target)) return PENDING;
    case 6:
        if (f->callee.flush.m.error) return fail(&f->m, f->callee.flush.m.error);
        f->m.result = f->total;
    }
    return DONE;
}

int copy_start(struct copy *f, struct machine *caller, int source, int target, int limit, int *rejected) {
    f->m = (struct machine){ .step = copy_step, .caller = caller };
    f->source = source;
    f->target = target;
    f->limit = limit;
    f->rejected = rejected;
    return copy_step(&f->m);
}

struct copy_twice {
    struct machine m;
    int source, first, second;
    int rejected, moved, status;
    union { struct copy copy; struct flush flush; } callee;
};

static int copy_twice_step(struct machine *m) {
    struct copy_twice *f = (struct copy_twice *)m;
    switch (f->m.state) {
    case 0:
        f->rejected = f->moved = f->status = 0;
        f->m.state = 1;
        if (copy_start(&f->callee.copy, &f->m, f->source, f->first, 3, &f->rejected)) return PENDING;
    case 1:
        if (f->callee.copy.m.error) goto handler;
        f->moved = f->callee.copy.m.result;
        f->m.state = 2;
        if (copy_start(&f->callee.copy, &f->m, f->source, f->second, 3, &f->rejected)) return PENDING;
    case 2:
        if (f->callee.copy.m.error) {
    handler:
            if (f->callee.copy.m.error == UV_ECANCELED) return fail(&f->m, UV_ECANCELED);
            f->status = f->callee.copy.m.error;
        } else {
            f->moved += f->callee.copy.m.result;
        }
        if (f->status) printf("stopped by %d\n", f->status);
        f->m.state = 3;
        if (flush_start(&f->callee.flush, &f->m, f->first)) return PENDING;
    case 3:
        if (f->callee.flush.m.error) return fail(&f->m, f->callee.flush.m.error);
        f->m.state = 4;
        if (flush_start(&f->callee.flush, &f->m, f->second)) return PENDING;
    case 4:
        if (f->callee.flush.m.error) return fail(&f->m, f->callee.flush.m.error);
        f->m.result = f->moved - f->rejected;
    }
    return DONE;
}

int copy_twice_start(struct copy_twice *f, struct machine *caller, int source, int first, int second) {
    f->m = (struct machine){ .step = copy_twice_step, .caller = caller };
    f->source = source;
    f->first = first;
    f->second = second;
    return copy_twice_step(&f->m);
}
