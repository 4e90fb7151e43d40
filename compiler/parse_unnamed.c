/* parse_unnamed.c: how to write down types that have no name where they are needed once more: those of temporaries and of a frame's fields.
 *
 *     struct { struct { int n; } *items; } *list;
 *
 * Such a type can be reached through what is declared with it: `list` points to a `__typeof__((*list))`, and its items to a
 * `__typeof__((*(*(__typeof__((*list)) *)0).items))`.  That is for file scope; types that a function declares get names, see objects.c.
 */
#include "parse.h"

#include <string.h>
#include <uthash.h>

struct unnamed { const void *declaration; const char *text; UT_hash_handle hh; };
static struct unnamed *unnamed;

void parse_unnamed_forget(void) { unnamed = NULL; }

bool parse_is_unnamed(CXType t) {
    if (t.kind != CXType_Record && t.kind != CXType_Enum) return false;
    const char *s = parse_string(clang_getTypeSpelling(t));
    return strstr(s, "(unnamed") || strstr(s, "(anonymous");
}

/* Follows a declarator's type to what it is made of: `place` is of the type, the result of the record's or the enumeration's, which goes to *t. */
static const char *reach(CXType *t, const char *place) {
    for (;;) {
        switch (t->kind) {
        case CXType_Elaborated: *t = clang_Type_getNamedType(*t); break;
        case CXType_Pointer:
            *t = clang_getPointeeType(*t);
            place = format("(*%s)", place);
            break;
        case CXType_ConstantArray: case CXType_IncompleteArray:
            *t = clang_getArrayElementType(*t);
            place = format("%s[0]", place);
            break;
        default: return place;
        }
    }
}

struct search { CXCursor wanted; const char *found; };

static enum CXChildVisitResult look(CXCursor c, CXCursor parent, CXClientData data) {
    struct search *search = data;
    CXType t = clang_getCursorType(c), around = clang_getCursorType(parent);
    const char *name = parse_string(clang_getCursorSpelling(c)), *place;
    switch (clang_getCursorKind(c)) {
    case CXCursor_StructDecl: case CXCursor_UnionDecl: return CXChildVisit_Recurse;
    case CXCursor_VarDecl: place = name; break;
    case CXCursor_TypedefDecl:
        t = clang_getTypedefDeclUnderlyingType(c);
        place = format("(*(%s *)0)", name);
        break;
    case CXCursor_FieldDecl: place = NULL; break;
    case CXCursor_FunctionDecl:     /* a coroutine's is defined in front of it, with a tag: translate.c */
        t = clang_getCursorResultType(c);
        place = format("%s()", name);
        break;
    default: return CXChildVisit_Continue;
    }
    CXType base = t;
    reach(&base, "");
    if (!clang_equalCursors(clang_getTypeDeclaration(base), search->wanted)) return CXChildVisit_Continue;
    if (clang_getCursorKind(c) == CXCursor_FunctionDecl && parse_annotation(c)) {
        if (!clang_equalCursors(clang_getTypeDeclaration(clang_getCanonicalType(t)), search->wanted)) return CXChildVisit_Continue;
        enum CXCursorKind kind = clang_getCursorKind(search->wanted);
        search->found = format("%s %s__result", kind == CXCursor_StructDecl ? "struct" : kind == CXCursor_UnionDecl ? "union" : "enum", name);
        return CXChildVisit_Break;
    }
    if (!place) {
        const char *record = parse_is_unnamed(around) ? parse_unnamed_type(around) : parse_string(clang_getTypeSpelling(around));
        if (!record) return CXChildVisit_Continue;
        place = format("(*(%s *)0).%s", record, name);
    }
    search->found = format("__typeof__(%s)", reach(&t, place));
    return CXChildVisit_Break;
}

const char *parse_unnamed_type(CXType t) {
    CXCursor declaration = clang_getTypeDeclaration(clang_getCanonicalType(t));
    const void *key = clang_getCanonicalCursor(declaration).data[0];
    struct unnamed *u;
    HASH_FIND_PTR(unnamed, &key, u);
    if (u) return u->text;
    u = tree_alloc(sizeof *u);
    u->declaration = key;
    HASH_ADD_PTR(unnamed, declaration, u);
    struct search search = { declaration, NULL };
    clang_visitChildren(clang_getTranslationUnitCursor(parser.tu), look, &search);
    return u->text = search.found;
}
