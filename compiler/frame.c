/* frame.c: gives every variable its name in the output, and a field in the frame where it needs one.
 *
 * In:  a function after flow.c.
 * Out: var.emitted; var.field of parameters (they are stored when the coroutine is started without being run) and of
 *      every variable that is spilled or lives in the frame.
 *
 * A local stays a C local of the same name in the same place, so its name needs no change, except where an inner variable of
 * that name would hide an outer one that has to be saved or loaded there: names that occur twice, or that the function gives to
 * something else too, are numbered.
 */
#include "tree.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct name {
    const char *text;
    int count, given;           /* variables of that name; those that have got their names in the output */
    bool is_kept;               /* one of them has to keep it: it is static, or named in a macro that stays as spelled */
    UT_hash_handle hh;
};

/* A VLA that stays a C local is declared by its own text: its bounds are expressions. */
static bool keeps_name(const var *v) {
    return v->is_static || v->is_bound_in_macro || (v->type->is_variable && !v->bounds && !v->is_param);
}

static struct name *name_of(struct name **names, const char *text) {
    struct name *n;
    HASH_FIND_STR(*names, text, n);
    if (n) return n;
    n = calloc(1, sizeof *n);
    if (!n) abort();
    n->text = text;
    HASH_ADD_KEYPTR(hh, *names, n->text, strlen(n->text), n);
    return n;
}

static struct name *count_names(const function *f) {
    struct name *names = NULL, *n;
    for (int i = 0; i < f->nhides; i++) {
        n = name_of(&names, f->hides[i]);
        n->count = 1;
        n->is_kept = true;
    }
    for (int i = 0; i < f->nvars; i++) {
        const var *v = f->vars[i];
        if (v->is_global) continue;
        n = name_of(&names, v->name);
        n->count++;
        if (keeps_name(v)) n->is_kept = true;
    }
    return names;
}

void frame(function *f) {
    if (f->kind == PLAIN) return;       /* nothing moves: names stay as they are, also in macros that were not looked into */
    struct name *names = count_names(f), *n, *next;
    for (int i = 0; i < f->nvars; i++) {
        var *v = f->vars[i];
        if (v->is_global) continue;
        HASH_FIND_STR(names, v->name, n);
        v->emitted = v->name;
        if (v->is_static) continue;
        n->given++;
        const char *unique = v->name;
        struct name *taken = n->count > 1 && (n->is_kept || n->given > 1) ? n : NULL;
        for (; taken; n->given += taken != NULL) {
            unique = format("%s__%d", v->name, n->given);
            HASH_FIND_STR(names, unique, taken);
        }
        if (v->place != PLACE_LOCAL || v->is_param) v->field = unique;
        if (!keeps_name(v)) v->emitted = unique;
    }
    HASH_ITER(hh, names, n, next) {
        HASH_DEL(names, n);
        free(n);
    }
}
