/* parse_type.c: libclang's types as struct type, and what function pointers lead to. */
#include "parse.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* ------------------------------------------------------------------ spelling */

struct halves { const char *before, *after; };

static struct halves declare(CXType t, struct halves inner, bool bare);

/* Arrays and functions are written behind the declarator, and a pointer to one needs parentheses. */
static bool is_postfix(CXType t) {
    switch (t.kind) {
    case CXType_ConstantArray: case CXType_IncompleteArray: case CXType_VariableArray: case CXType_DependentSizedArray:
    case CXType_FunctionProto: case CXType_FunctionNoProto: return true;
    default: return false;
    }
}

/* typeof and the like have no name of their own. */
static CXType named(CXType t) { return t.kind == CXType_Unexposed || t.kind == CXType_Auto ? clang_getCanonicalType(t) : t; }

static const char *strip_qualifiers(const char *spelling) {
    static const char *const qualifiers[] = { "const ", "volatile ", "restrict " };
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++) {
        size_t n = strlen(qualifiers[i]);
        if (!strncmp(spelling, qualifiers[i], n)) return strip_qualifiers(spelling + n);
    }
    return spelling;
}

/* `const struct (unnamed struct at …)`, as something that a C compiler takes. */
static const char *spell_unnamed(const char *s, CXType t) {
    const char *at = strip_qualifiers(s), *name = parse_unnamed_type(t);
    return name ? format("%.*s%s", (int)(at - s), s, name) : s;
}

static const char *spell(CXType t) {
    const char *s = parse_string(clang_getTypeSpelling(t)), *at = t.kind == CXType_Bool ? strstr(s, "bool") : NULL;
    if (t.kind == CXType_Record || t.kind == CXType_Enum || t.kind == CXType_Elaborated)
        if (strstr(s, "(unnamed") || strstr(s, "(anonymous")) return spell_unnamed(s, t);
    /* C23's name of it, which the target compiler may not know yet */
    return at && (at == s || at[-1] == ' ') ? format("%.*s_Bool%s", (int)(at - s), s, at + 4) : s;
}

static const char *type_name(CXType t, bool bare) {
    struct halves h = declare(t, (struct halves){ "", "" }, bare);
    size_t n = strlen(h.before);
    while (n && h.before[n - 1] == ' ' && !*h.after) n--;
    return format("%.*s%s", (int)n, h.before, h.after);
}

static CXType adjusted(CXType t, bool *is_pointer);

static int in_parameters;

/* Qualifiers of the parameters themselves are no part of a function's type; bounds, which may name other parameters, are not either. */
static const char *parameters(CXType t) {
    if (t.kind == CXType_FunctionNoProto) return "()";
    int n = clang_getNumArgTypes(t);
    if (n <= 0) return clang_isFunctionTypeVariadic(t) ? "(...)" : "(void)";
    const char *list = "";
    in_parameters++;
    for (int i = 0; i < n; i++) {
        bool is_pointer;
        CXType a = adjusted(clang_getArgType(t, (unsigned)i), &is_pointer);
        const char *name;
        if (is_pointer) {
            struct halves h = is_postfix(a) ? declare(a, (struct halves){ "(*", ")" }, false) : declare(a, (struct halves){ "*", "" }, false);
            name = format("%s%s", h.before, h.after);
        } else {
            name = type_name(a, true);
        }
        list = format("%s%s%s", list, i ? ", " : "", name);
    }
    in_parameters--;
    return format("(%s%s)", list, clang_isFunctionTypeVariadic(t) ? ", ..." : "");
}

/* The bound of a VLA, as libclang prints it: the first pair of brackets. */
static const char *bound(CXType t) {
    const char *s = spell(t), *open = strchr(s, '[');
    int depth = 0;
    if (!open) return "*";
    for (const char *p = open; *p; p++) {
        if (*p == '[') depth++;
        if (*p == ']' && --depth == 0) return format("%.*s", (int)(p - open - 1), open + 1);
    }
    return "*";
}

static struct halves declare_deep(CXType t, struct halves inner, bool bare) {
    t = named(t);
    switch (t.kind) {
    case CXType_Pointer: {
        CXType to = named(clang_getPointeeType(t));
        const char *qualifiers = bare ? "" : format("%s%s%s", clang_isConstQualifiedType(t) ? "const " : "", clang_isVolatileQualifiedType(t) ? "volatile " : "",
                                                    clang_isRestrictQualifiedType(t) ? "restrict " : "");
        struct halves h = { format("*%s%s", qualifiers, inner.before), inner.after };
        if (is_postfix(to)) h = (struct halves){ format("(%s", h.before), format("%s)", h.after) };
        return declare(to, h, false);
    }
    case CXType_ConstantArray:
        return declare(clang_getArrayElementType(t), (struct halves){ inner.before, format("%s[%lld]", inner.after, clang_getArraySize(t)) }, bare);
    case CXType_VariableArray:
        return declare(clang_getArrayElementType(t), (struct halves){ inner.before, format("%s[%s]", inner.after, in_parameters ? "*" : bound(t)) }, bare);
    case CXType_IncompleteArray:
        return declare(clang_getArrayElementType(t), (struct halves){ inner.before, format("%s[]", inner.after) }, bare);
    case CXType_FunctionProto: case CXType_FunctionNoProto:
        return declare(clang_getResultType(t), (struct halves){ inner.before, format("%s%s", inner.after, parameters(t)) }, false);
    default: {
        const char *s = spell(t);
        CXType canonical = clang_getCanonicalType(t);
        if (bare && (clang_isConstQualifiedType(canonical) || clang_isVolatileQualifiedType(canonical))) {
            /* `const T`, or a typedef that is const in itself */
            s = clang_isConstQualifiedType(t) || clang_isVolatileQualifiedType(t) ? strip_qualifiers(s) : s;
            if (s == strip_qualifiers(s) && t.kind != canonical.kind && !clang_isConstQualifiedType(t) && !clang_isVolatileQualifiedType(t))
                return declare(canonical, inner, true);
        }
        /* What va_list decays to has a name that only clang knows. */
        if (!strcmp(strip_qualifiers(s), "struct __va_list_tag"))
            s = format("%.*s__typeof__(**(__builtin_va_list *)0)", (int)(strip_qualifiers(s) - s), s);
        if (!strncmp(s, "typeof", 6)) return declare(canonical, inner, bare);
        return (struct halves){ format("%s %s", s, inner.before), inner.after };
    }
    }
}

/* A hundred asterisks are enough to take apart; libclang spells the rest at once. */
static struct halves declare(CXType t, struct halves inner, bool bare) {
    static int depth;
    if (depth > 100) return (struct halves){ format("%s %s", spell(t), inner.before), inner.after };
    depth++;
    struct halves h = declare_deep(t, inner, bare);
    depth--;
    return h;
}

/* -------------------------------------------------------------------- looking */

/* libclang shows the type of a parameter as it was written; what it is, is a pointer to the type that comes back. */
static CXType adjusted(CXType t, bool *is_pointer) {
    CXType canonical = clang_getCanonicalType(t);
    *is_pointer = true;
    switch (canonical.kind) {
    case CXType_ConstantArray: case CXType_IncompleteArray: case CXType_VariableArray:
        return clang_getArrayElementType(is_postfix(named(t)) ? named(t) : canonical);
    case CXType_FunctionProto: case CXType_FunctionNoProto: return t;
    default:
        *is_pointer = false;
        return t;
    }
}

static bool is_variable_array(CXType t, void *data) { (void)data; return clang_getCanonicalType(t).kind == CXType_VariableArray; }

static bool any_part(CXType t, bool (*test)(CXType, void *), void *data) {
    switch (t.kind) {
    case CXType_Pointer: return parse_type_parts(clang_getPointeeType(t), test, data);
    case CXType_ConstantArray: case CXType_IncompleteArray: case CXType_VariableArray: return parse_type_parts(clang_getArrayElementType(t), test, data);
    case CXType_Elaborated: return parse_type_parts(clang_Type_getNamedType(t), test, data);
    case CXType_Atomic: return parse_type_parts(clang_Type_getValueType(t), test, data);
    case CXType_Unexposed: {
        CXType canonical = clang_getCanonicalType(t);
        return canonical.kind != CXType_Unexposed && parse_type_parts(canonical, test, data);
    }
    case CXType_FunctionProto: case CXType_FunctionNoProto:
        for (int i = 0; i < clang_getNumArgTypes(t) && test != is_variable_array; i++)      /* a bound in a parameter: C11 6.7.6p3 */
            if (parse_type_parts(clang_getArgType(t, (unsigned)i), test, data)) return true;
        return parse_type_parts(clang_getResultType(t), test, data);
    default: return false;
    }
}

/* Calls `test` for the type and every type that it is made of, down to some depth. */
bool parse_type_parts(CXType t, bool (*test)(CXType, void *), void *data) {
    static int depth;
    if (test(t, data)) return true;
    if (depth > 100) return false;
    depth++;
    bool found = any_part(t, test, data);
    depth--;
    return found;
}

static bool any(CXType t, bool (*test)(CXType, void *)) { return parse_type_parts(t, test, NULL); }

static bool is_declared_locally(CXType t, void *data) {
    (void)data;
    if (t.kind != CXType_Record && t.kind != CXType_Enum && t.kind != CXType_Typedef) return false;
    CXCursor d = clang_getTypeDeclaration(t);
    for (CXCursor p = clang_getCursorSemanticParent(d); !clang_Cursor_isNull(p); p = clang_getCursorSemanticParent(p)) {
        enum CXCursorKind kind = clang_getCursorKind(p);
        if (kind == CXCursor_FunctionDecl) return true;
        if (kind == CXCursor_TranslationUnit || clang_isInvalid(kind)) break;
    }
    return false;
}

static bool is_unspeakable(CXType t, void *data) { (void)data; return parse_is_unnamed(t) && !parse_unnamed_type(t); }

static bool is_arithmetic(enum CXTypeKind kind) {
    return (kind >= CXType_Bool && kind <= CXType_LongDouble) || kind == CXType_Float128 || kind == CXType_Half || kind == CXType_Float16 ||
           kind == CXType_BFloat16 || kind == CXType_Enum || kind == CXType_Complex || kind == CXType_NullPtr;
}

/* Typedefs of typedefs of variably modified types: only the canonical type knows. */
static bool has_const_member(CXType t);

static enum CXVisitorResult find_const(CXCursor field, CXClientData data) {
    CXType t = clang_getCanonicalType(clang_getCursorType(field));
    while (clang_getArrayElementType(t).kind != CXType_Invalid) t = clang_getCanonicalType(clang_getArrayElementType(t));
    if (!clang_isConstQualifiedType(t) && !has_const_member(t)) return CXVisit_Continue;
    *(bool *)data = true;
    return CXVisit_Break;
}

static bool has_const_member(CXType t) {
    bool found = false;
    if (t.kind == CXType_Record) clang_Type_visitFields(t, find_const, &found);
    return found;
}

static enum CXVisitorResult last_field(CXCursor field, CXClientData data) {
    *(CXType *)data = clang_getCanonicalType(clang_getCursorType(field));
    return CXVisit_Continue;
}

/* A record that ends in an array without length is no member of another one, which a frame is. */
static bool is_flexible(CXType t) {
    CXType last = { .kind = CXType_Invalid };
    if (t.kind == CXType_Record) clang_Type_visitFields(t, last_field, &last);
    return last.kind == CXType_IncompleteArray || (last.kind == CXType_Record && is_flexible(last));
}

static bool takes_zero(CXType t);

/* Of the first member that an initialiser sets. */
static enum CXVisitorResult first_takes_zero(CXCursor field, CXClientData data) {
    CXType t = clang_getCanonicalType(clang_getCursorType(field));
    if (clang_Cursor_isBitField(field) && !*parse_string(clang_getCursorSpelling(field))) return CXVisit_Continue;
    *(bool *)data = takes_zero(t);
    return CXVisit_Break;
}

/* May a variable be set to `{ 0 }`?  `struct { }` has nothing that could be 0. */
static bool takes_zero(CXType t) {
    for (; t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray; t = clang_getCanonicalType(clang_getArrayElementType(t)))
        if (clang_getArraySize(t) <= 0) return false;
    if (t.kind != CXType_Record) return true;
    bool takes = false;
    clang_Type_visitFields(t, first_takes_zero, &takes);
    return takes;
}

static void classify(type *t, CXType of) {
    CXType canonical = clang_getCanonicalType(of), base = canonical;
    bool is_known = canonical.kind != CXType_Unexposed || *t->spelling != '<';      /* <builtin fn type>: asking for its size crashes */
    t->size = is_known ? clang_Type_getSizeOf(of) : -1;
    t->align = is_known ? clang_Type_getAlignOf(of) : -1;
    if (t->size < 0) t->size = -1;
    if (t->align < 0) t->align = -1;
    t->is_void = canonical.kind == CXType_Void;
    t->is_vector = canonical.kind == CXType_Vector || canonical.kind == CXType_ExtVector;
    t->is_array = is_postfix(canonical) && canonical.kind != CXType_FunctionProto && canonical.kind != CXType_FunctionNoProto;
    t->is_function = is_postfix(canonical) && !t->is_array;
    while (base.kind == CXType_ConstantArray || base.kind == CXType_IncompleteArray || base.kind == CXType_VariableArray) base = clang_getArrayElementType(base);
    t->is_const = clang_isConstQualifiedType(canonical) || clang_isConstQualifiedType(base);
    t->is_volatile = clang_isVolatileQualifiedType(canonical) || clang_isVolatileQualifiedType(base);
    t->is_atomic = base.kind == CXType_Atomic;
    enum CXTypeKind value = canonical.kind == CXType_Atomic ? clang_getCanonicalType(clang_Type_getValueType(canonical)).kind : canonical.kind;
    t->is_record = value == CXType_Record;
    t->has_const_member = has_const_member(base);
    t->is_empty = !takes_zero(canonical);
    t->is_pointer = value == CXType_Pointer || value == CXType_BlockPointer;
    t->is_bool = canonical.kind == CXType_Bool;
    t->is_scalar = t->is_pointer || is_arithmetic(value) || (canonical.kind == CXType_Unexposed && strstr(t->spelling, "BitInt("));
    t->is_variable = any(of, is_variable_array) || any(canonical, is_variable_array);
    t->is_vla = t->is_array && t->is_variable;
    t->count = t->is_array ? clang_getArraySize(canonical) : -1;
    t->is_local = is_flexible(base) || any(of, is_declared_locally) || any(canonical, is_declared_locally) || any(canonical, is_unspeakable);
}

struct known {
    struct { const void *a, *b; uint64_t kind; } key;
    type *type;
    UT_hash_handle hh;
};
static struct known *known;

static struct known *lookup(CXType t, uint64_t variant) {
    struct known *k, probe;
    memset(&probe, 0, sizeof probe);
    probe.key.a = t.data[0];
    probe.key.b = t.data[1];
    probe.key.kind = variant;
    HASH_FIND(hh, known, &probe.key, sizeof probe.key, k);
    if (!k) {
        k = tree_alloc(sizeof *k);
        k->key = probe.key;
        HASH_ADD(hh, known, key, sizeof k->key, k);
    }
    return k;
}

void parse_type_forget(void) { known = NULL; }

static const type *pointer_to(CXType pointee, uint64_t variant) {
    struct known *k = lookup(pointee, variant);
    if (k->type) return k->type;
    type *t = k->type = tree_alloc(sizeof *t);
    bool postfix = is_postfix(named(pointee));
    struct halves h = declare(pointee, postfix ? (struct halves){ "(*", ")" } : (struct halves){ "*", "" }, false);
    t->before = t->bare_before = h.before;
    t->after = t->bare_after = h.after;
    t->spelling = format("%s%s", h.before, h.after);
    t->size = t->align = (long)sizeof(void *);
    t->is_pointer = t->is_scalar = true;
    t->is_variable = any(pointee, is_variable_array);
    t->is_local = any(pointee, is_declared_locally) || any(clang_getCanonicalType(pointee), is_unspeakable);
    t->element = parse_type(pointee);
    return t;
}

const type *parse_type(CXType of) {
    if (of.kind == CXType_Invalid) return NULL;
    struct known *k = lookup(of, 0);
    if (k->type) return k->type;
    type *t = k->type = tree_alloc(sizeof *t);
    struct halves h = declare(of, (struct halves){ "", "" }, false), b = declare(of, (struct halves){ "", "" }, true);
    t->before = h.before;
    t->after = h.after;
    t->bare_before = b.before;
    t->bare_after = b.after;
    t->spelling = type_name(of, false);
    classify(t, of);
    static int depth;       /* nobody looks so far down, and each level has the length of all others */
    if (depth >= 64) return t;
    depth++;
    CXType shape = named(of), canonical = clang_getCanonicalType(of);
    if (!is_postfix(shape) && shape.kind != CXType_Pointer) shape = canonical;
    if (t->is_array) t->element = parse_type(clang_getArrayElementType(shape));
    else if (t->is_function) t->element = parse_type(clang_getResultType(shape));
    else if (shape.kind == CXType_Pointer) t->element = parse_type(clang_getPointeeType(shape));
    depth--;
    return t;
}

const type *parse_type_of_param(CXType of) {
    bool is_pointer;
    CXType t = adjusted(of, &is_pointer);
    return is_pointer ? pointer_to(t, 1) : parse_type(of);
}

/* An array that has become a pointer to its first element. */
const type *parse_type_decayed(CXType of) { return parse_type_of_param(of); }

const type *parse_type_of(CXType of, const char *name) {
    const type *t = parse_type(of);
    if (!any(clang_getCanonicalType(of), is_unspeakable) || !strstr(t->spelling, "(")) return t;
    if (!strstr(t->spelling, "(unnamed") && !strstr(t->spelling, "(anonymous")) return t;
    type *own = tree_alloc(sizeof *own);
    *own = *t;
    own->unnamed = t;
    own->spelling = format("__typeof__(%s)", name);
    own->before = own->bare_before = format("__typeof__(%s) ", name);
    own->after = own->bare_after = "";
    return own;
}

/* ------------------------------------------------- what a function pointer leads to */

static enum CXChildVisitResult find_annotation(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent;
    if (clang_getCursorKind(c) != CXCursor_AnnotateAttr) return CXChildVisit_Continue;
    const char *text = parse_string(clang_getCursorSpelling(c));
    enum coroutine_kind *kind = data;
    if (!strcmp(text, "asyncc:coroutine")) *kind = COROUTINE;
    else if (!strcmp(text, "asyncc:generator")) *kind = GENERATOR;
    else if (!strcmp(text, "asyncc:context")) *kind = CONTEXT;
    return *kind ? CXChildVisit_Break : CXChildVisit_Continue;
}

enum coroutine_kind parse_annotation(CXCursor declaration) {
    enum coroutine_kind kind = PLAIN;
    if (clang_Cursor_hasAttrs(declaration)) clang_visitChildren(declaration, find_annotation, &kind);
    return kind;
}

enum coroutine_kind parse_type_leads(CXType t) {
    switch (t.kind) {
    case CXType_Elaborated: return parse_type_leads(clang_Type_getNamedType(t));
    case CXType_Pointer: return parse_type_leads(clang_getPointeeType(t));
    case CXType_ConstantArray: case CXType_IncompleteArray: case CXType_VariableArray: return parse_type_leads(clang_getArrayElementType(t));
    case CXType_Typedef: {
        CXCursor d = clang_getTypeDeclaration(t);
        enum coroutine_kind kind = parse_annotation(d);
        return kind ? kind : parse_type_leads(clang_getTypedefDeclUnderlyingType(d));
    }
    default: return PLAIN;
    }
}

enum coroutine_kind parse_leads(CXCursor c) {
    c = parse_peel(c);
    struct cursors kids;
    switch (clang_getCursorKind(c)) {
    case CXCursor_DeclRefExpr: case CXCursor_MemberRefExpr: {
        CXCursor d = clang_getCursorReferenced(c);
        enum coroutine_kind kind = parse_annotation(d);
        if (clang_getCursorKind(d) == CXCursor_FunctionDecl && !kind) kind = parse_annotation(clang_getCanonicalCursor(d));
        return kind ? kind : parse_type_leads(clang_getCursorType(d));
    }
    case CXCursor_ParenExpr: case CXCursor_UnaryOperator: case CXCursor_ArraySubscriptExpr:
        kids = parse_kids(c);
        return kids.n ? parse_leads(kids.at[0]) : PLAIN;
    case CXCursor_ConditionalOperator: {
        kids = parse_kids(c);
        enum coroutine_kind kind = kids.n == 3 ? parse_leads(kids.at[1]) : PLAIN;
        return kind || kids.n < 3 ? kind : parse_leads(kids.at[2]);
    }
    default: return parse_type_leads(clang_getCursorType(c));
    }
}
