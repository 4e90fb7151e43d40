/* frame.c: gives every variable its name in the output, and a field in the frame where it needs one.
 *
 * In:  a function after flow.c.
 * Out: var.emitted; var.field of parameters (they are stored when the coroutine is started without being run) and of
 *      every variable that is spilled or lives in the frame.
 *
 * A local stays a C local of the same name in the same place, so its name needs no change, except where an inner variable of
 * that name would hide an outer one that has to be saved or loaded there: names that occur twice are numbered.
 */
#include "tree.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct name {
    const char *text;
    int count;
    UT_hash_handle hh;
};

void frame(function *f) {
    struct name *names = NULL, *n, *next;
    for (int i = 0; i < f->nvars; i++) {
        var *v = f->vars[i];
        if (v->is_global) continue;
        HASH_FIND_STR(names, v->name, n);
        if (!n) {
            n = calloc(1, sizeof *n);
            if (!n) abort();
            n->text = v->name;
            HASH_ADD_KEYPTR(hh, names, n->text, strlen(n->text), n);
        }
        n->count++;
        v->emitted = v->name;
        if (v->is_static) continue;
        const char *unique = n->count > 1 ? format("%s__%d", v->name, n->count) : v->name;
        if (v->place != PLACE_LOCAL || v->is_param) v->field = unique;
        if (v->place == PLACE_SPILLED && !v->is_bound_in_macro) v->emitted = unique;
    }
    HASH_ITER(hh, names, n, next) {
        HASH_DEL(names, n);
        free(n);
    }
}
