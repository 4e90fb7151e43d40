/* parse.c: a file of source in, the unit's tree out.  With the other parse_ files it is all that knows libclang.
 *
 * In:  the user's file, as it stands: async keywords are macros that a C parser takes in its stride (asyncc/language.h).
 * Out: every coroutine function that is declared or used, with bodies for those that have to be translated, and for plain
 *      functions that use a form or name a coroutine.  The tree's ranges are those of the text that was read.
 *
 * Usually that takes one parse.  Where a user's macro hides something that must be rewritten, those invocations
 * are expanded in a copy of the text (expand.c), of the source or of a header, which is parsed again, until nothing is left to be expanded.
 * What the source's text alone tells is expanded before the first parse (parse_ahead.c).
 */
#include "expand.h"
#include "parse_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct parser parser;

/* -------------------------------------------------------------------- flags */

/* Options of the target compiler that change what a parser sees.  libclang refuses what it does not know. */
static bool matters(const char *flag, bool *takes_next) {
    static const char *const joined[] = {
        "-I", "-D", "-U", "-std=", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-iprefix", "-iwithprefix", "-isysroot", "--sysroot",
        "-m32", "-m64", "-mx32", "-march=", "-mavx", "-msse", "-mfma", "-mbmi", "-maes", "-mpopcnt", "-mno-sse", "-mno-avx", "-ansi", "-nostdinc",
        "-pthread", "-fopenmp", "-funsigned-", "-fsigned-", "-fno-signed-char", "-fno-unsigned-char", "-fshort-", "-fno-short-enums", "-fgnu89-inline",
        "-fms-extensions", "-fplan9-extensions", "-ffreestanding", "-fhosted", "-fno-builtin", "-fblocks", "-fsanitize=", "-O", "-target", "--target=",
        "-fPIC", "-fpic", "-fPIE", "-fpie", "-ffast-math", "-fno-asm", "-fgnu-keywords", "-fcommon", "-trigraphs", "-fdollars-in-identifiers"
    };
    static const char *const separate[] = {
        "-I", "-D", "-U", "-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-iprefix", "-iwithprefix", "-isysroot", "--sysroot", "-target"
    };
    *takes_next = false;
    for (size_t i = 0; i < sizeof separate / sizeof *separate; i++)
        if (!strcmp(flag, separate[i])) return *takes_next = true;
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
        if (!strncmp(flag, joined[i], strlen(joined[i]))) return !strchr(flag, ',') || flag[1] != 'f';
    return false;
}

struct flags { const char **list; int n; };

static struct flags flags_for_libclang(const struct options *o) {
    /* Warnings are the target compiler's business; so are errors that are warnings to others. */
    static const char *const own[] = {
        "-w", "-Wno-error=implicit-function-declaration", "-Wno-error=implicit-int", "-Wno-error=int-conversion", "-Wno-error=return-type",
        "-Wno-error=incompatible-function-pointer-types", "-Wno-error=return-mismatch", "-Wno-unknown-warning-option", "-ferror-limit=0",
#if CINDEX_VERSION_MINOR < 64
        "-fdouble-square-bracket-attributes",   /* gcc takes them in every standard, as later clangs do */
#endif
        "-D__ASYNCC__=1"
    };
    int n_own = (int)(sizeof own / sizeof *own);
    struct flags f = { tree_alloc((size_t)(o->nflags + n_own + 4) * sizeof(char *)), 0 };
    f.list[f.n++] = "-xc";
    bool has_standard = false;
    for (int i = 0; i < o->nflags; i++) {
        bool takes_next;
        if (!matters(o->flags[i], &takes_next)) continue;
        has_standard |= !strncmp(o->flags[i], "-std=", 5) || !strcmp(o->flags[i], "-ansi");
        if (!strncmp(o->flags[i], "-fsanitize=", 11)) continue;
        f.list[f.n++] = o->flags[i];
        if (takes_next && i + 1 < o->nflags) f.list[f.n++] = o->flags[++i];
    }
    if (!has_standard) f.list[f.n++] = "-std=gnu17";
    for (int i = 0; i < n_own; i++) f.list[f.n++] = own[i];
    return f;
}

/* -------------------------------------------------------------- libclang's errors */

static void report_one(CXDiagnostic d) {
    CXFile handle;
    unsigned line, column;
    clang_getFileLocation(clang_getDiagnosticLocation(d), &handle, &line, &column, NULL);
    const char *name = handle ? parse_string(clang_getFileName(handle)) : NULL;
    if (name && !strcmp(name, parser.options->file)) name = parser.options->input;
    diag_foreign(name, (int)line, (int)column, clang_getDiagnosticSeverity(d), parse_string(clang_getDiagnosticSpelling(d)));
}

/* Is it an error in the main file that we can say better? */
static bool is_explained(CXDiagnostic d) {
    CXFile handle;
    unsigned offset;
    clang_getFileLocation(clang_getDiagnosticLocation(d), &handle, NULL, NULL, &offset);
    if (!handle || !clang_File_isEqual(handle, clang_getFile(parser.tu, parser.options->file))) return false;
    struct file *main = parse_file(handle);
    if (!main || offset > main->source.size) return false;
    main->source.name = parser.options->input;
    return parse_hint(&main->source, offset, parse_string(clang_getDiagnosticSpelling(d)));
}

static void report_foreign(void) {
    unsigned n = clang_getNumDiagnostics(parser.tu);
    parser.files = NULL;
    for (unsigned i = 0; i < n; i++) {
        CXDiagnostic d = clang_getDiagnostic(parser.tu, i);
        if (clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error && !is_explained(d)) {
            report_one(d);
            CXDiagnosticSet notes = clang_getChildDiagnostics(d);
            for (unsigned k = 0; k < clang_getNumDiagnosticsInSet(notes); k++) {
                CXDiagnostic note = clang_getDiagnosticInSet(notes, k);
                report_one(note);
                clang_disposeDiagnostic(note);
            }
        }
        clang_disposeDiagnostic(d);
    }
}

/* ------------------------------------------------------------------------ files */

/* Is there a `#pragma pack`, or a _Pragma? */
static bool has_pack(const char *text, size_t size) {
    for (const char *at = text; (at = memmem(at, size - (size_t)(at - text), "ragma", 5)); at += 5) {
        const char *s = at + 5, *end = text + size;
        while (s < end && strchr(" \t(\"", *s)) s++;
        if (end - s > 4 && !memcmp(s, "pack", 4)) return true;
    }
    return false;
}

static void look_at_file(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data) {
    (void)stack; (void)depth;
    unit *u = data;
    const char *name = parse_string(clang_getFileName(file)), *end = strstr(name, "asyncc/language.h");
    if (end && !strcmp(end, "asyncc/language.h")) parser.language_file = name;
    end = strstr(name, "asyncc.h");
    if (end && !strcmp(end, "asyncc.h")) return;        /* takes it back */
    size_t size = 0;
    const char *text = clang_getFileContents(parser.tu, file, &size);
    if (text && !u->may_pack) u->may_pack = has_pack(text, size);
}

static enum CXChildVisitResult visit_top(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent; (void)data;
    if (clang_getCursorKind(c) == CXCursor_FunctionDecl) parse_function(c);
    if (clang_getCursorKind(c) == CXCursor_VarDecl) parse_global(c);
    if (clang_getCursorKind(c) == CXCursor_TypedefDecl) parse_typedef(c);
    return CXChildVisit_Continue;
}

/* Code that is written in another file, and is included in the middle of a function. */
static enum CXChildVisitResult find_code(CXCursor c, CXCursor parent, CXClientData data) {
    (void)parent;
    enum CXCursorKind kind = clang_getCursorKind(c);
    bool *is_code = data;
    if (clang_isStatement(kind)) *is_code = true;
    if (kind == CXCursor_DeclRefExpr) {
        CXCursor d = clang_getCursorReferenced(c);
        if (clang_getCursorKind(d) == CXCursor_ParmDecl) *is_code = true;
        if (clang_getCursorKind(d) == CXCursor_VarDecl && clang_getCursorKind(clang_getCursorSemanticParent(d)) == CXCursor_FunctionDecl) *is_code = true;
        if (clang_getCursorKind(d) == CXCursor_FunctionDecl && parse_annotation(d)) *is_code = true;
    }
    return *is_code ? CXChildVisit_Break : CXChildVisit_Recurse;
}

void parse_foreign(CXCursor c, bool must_be_constant) {
    bool is_code = !must_be_constant || clang_isStatement(clang_getCursorKind(c));
    if (!is_code) clang_visitChildren(c, find_code, &is_code);
    function *f = parser.function;
    if (!is_code) return;
    if (parse_take_inclusions(f->start, f->end) || parse_take_next_inclusion(f->name_at)) parser.must_expand = true;
    else if (!parser.must_expand) diag_at(f->in, f->name_at, text_token(f->in, f->name_at), DIAG_INCLUDED_CODE, f->name);
}

/* ----------------------------------------------------------------------- rounds */

/* A new unit, of what was parsed; its main file. */
static struct file *begin_unit(void) {
    unit *u = parser.unit = tree_alloc(sizeof *u);
    parser.files = parser.file = NULL;
    parser.must_expand = false;
    parser.language_file = NULL;
    parse_forget();
    parse_type_forget();
    parse_unnamed_forget();
    parse_forget_sums();
    clang_getInclusions(parser.tu, look_at_file, u);
    macros_collect();
    struct file *main = parse_file(clang_getFile(parser.tu, parser.options->file));
    if (!main) return NULL;
    main->source.name = parser.options->input;
    u->main = &main->source;
    u->included = parser.included;
    u->uses_asyncc = parser.language_file != NULL;
    u->target_standard = parser.options->standard;
    return main;
}

/* Reads the unit's tree; false when the text has to be expanded first. */
static bool read_unit(struct file *main) {
    if (!main || !parser.unit->uses_asyncc) return true;
    parser.file = main;
    clang_visitChildren(clang_getTranslationUnitCursor(parser.tu), visit_top, NULL);
    parse_header_definitions();
    return !parser.must_expand;
}

static void add_splice(struct splice *list, int *n, const struct invocation *k) { list[(*n)++] = (struct splice){ .written_start = k->start, .written_end = k->end }; }

/* The file's outermost invocations that have to be expanded, and those in their arguments that may stay.  False when there are none. */
static bool find_expanded(struct file *f, struct expansion *e) {
    struct splice *list = tree_alloc((size_t)(f->ninvocations + 1) * sizeof *list);
    struct splice *hidden = tree_alloc((size_t)(f->ninvocations + 1) * sizeof *hidden);
    const struct invocation *within = NULL;
    uint32_t hidden_end = 0;
    *e = (struct expansion){ .splices = list, .hidden = hidden, .is_call = macro_is_call, .around = parse_unit_around };
    e->headers = format("%.*spreprocess", (int)(strlen(parser.language_file) - strlen("language.h")), parser.language_file);
    for (int i = 0; i < f->ninvocations; i++) {
        struct invocation *k = &f->invocations[i];
        if (within && k->start < within->end) {
            if (k->start < hidden_end || !macro_may_hide(&f->source, k, within)) continue;
            add_splice(hidden, &e->nhidden, k);
            hidden_end = k->end;
            continue;
        }
        if (!k->is_expanded) continue;
        within = k;
        if (!parse_is_included(f)) diag_at(&f->source, k->start, k->end, DIAG_MACRO_IN_HEADER, k->name);
        add_splice(list, &e->nsplices, k);
    }
    return e->nsplices > 0;
}

static void add_rewritten(const struct file *f, struct rewritten made) {
    const char *name = parse_string(clang_getFileName(f->handle));
    struct rewritten *r = parser.rewritten;
    while (r && strcmp(r->name, name)) r = r->next;
    struct rewritten *next = r ? r->next : parser.rewritten;
    if (!r) parser.rewritten = r = tree_alloc(sizeof *r);
    *r = made;
    r->name = name;
    r->before = &f->source;
    r->next = next;
}

/* Gives files other texts, in which there is less to be rewritten.  Included code comes first, as it may hold macros; they come before typedefs,
 * which they may hold.  False when nothing was found, or after an error. */
static bool rewrite(void) {
    bool any = false;
    struct rewritten made;
    for (struct file *f = parser.files; f; f = f->next) {
        made = (struct rewritten){ .text = NULL };
        made.text = parse_included_text(f, &made.size, &made.splices, &made.nsplices);
        if (made.text) add_rewritten(f, made);
        any |= made.text != NULL;
    }
    for (struct file *f = any ? NULL : parser.files; f; f = f->next) {
        struct expansion e;
        if (!find_expanded(f, &e) || diag_failed()) continue;
        made = (struct rewritten){ .is_expanded = true };
        made.text = expand(parser.options, &f->source, &e, &made.size);
        if (!made.text) return false;
        made.splices = e.splices;
        made.nsplices = e.nsplices;
        made.restored = e.restored;
        made.nrestored = e.nrestored;
        add_rewritten(f, made);
        any = true;
    }
    for (struct file *f = any ? NULL : parser.files; f; f = f->next) {
        made = (struct rewritten){ .text = NULL };
        made.text = parse_typedefs_text(f, &made.size, &made.splices, &made.nsplices);
        if (made.text) add_rewritten(f, made);
        any |= made.text != NULL;
    }
    return any && !diag_failed();
}

/* A name that comes out of its own expansion, in the text of before, and cannot be kept from being expanded once more. */
static void report_recursive(void) {
    for (const struct rewritten *r = parser.rewritten; r; r = r->next) {
        struct file *f = parser.files;
        while (f && f->source.written != r->before) f = f->next;
        for (int i = 0; f && i < f->ninvocations && r->is_expanded; i++) {
            const struct invocation *k = &f->invocations[i];
            bool is_new = false;
            for (int j = 0; j < r->nsplices; j++) is_new |= k->start >= r->splices[j].start && k->start < r->splices[j].end;
            for (int j = 0; j < r->nrestored; j++) is_new &= k->start < r->restored[j].start || k->start >= r->restored[j].end;
            if (!is_new || !macro_changes_again(k)) continue;
            diag_at(&f->source, k->start, k->end, DIAG_MACRO_RECURSIVE, k->name);
            return;
        }
    }
}

/* Where the functions of the main file are: by start, `end` being that of the last one so far to end. */
static struct span *places;
static int nplaces;

static int by_start(const void *a, const void *b) {
    const struct span *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

static void find_places(void) {
    places = tree_alloc((size_t)(2 * parser.unit->nfunctions + 1) * sizeof *places);
    nplaces = 0;
    for (int i = 0; i < parser.unit->nfunctions; i++) {
        const function *f = parser.unit->functions[i];
        if (f->in != parser.unit->main) continue;
        places[nplaces++] = (struct span){ .start = f->start, .end = f->end };
        if (f->inline_end) places[nplaces++] = (struct span){ .start = f->inline_start, .end = f->inline_end };
    }
    qsort(places, (size_t)nplaces, sizeof *places, by_start);
    for (int i = 1; i < nplaces; i++)
        if (places[i].end < places[i - 1].end) places[i].end = places[i - 1].end;
}

/* A keyword or a form outside of every function. */
static bool is_stray(const struct invocation *k) {
    if (!k->is_language) return false;
    int low = 0, high = nplaces;        /* of those that start before it */
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (places[middle].start <= k->start) low = middle + 1;
        else high = middle;
    }
    return !low || places[low - 1].end < k->end;
}

static void report_strays(void) {
    const struct file *main = (const struct file *)parser.unit->main;
    find_places();
    for (int i = 0; i < main->ninvocations; i++) {
        const struct invocation *k = &main->invocations[i];
        if (!is_stray(k)) continue;
        if (is_await(k)) diag_at(&main->source, k->start, k->end, DIAG_AWAIT_OUTSIDE);
        else diag_at(&main->source, k->start, k->end, DIAG_KEYWORD_OUTSIDE, k->name);
    }
}

static bool parse_round(CXIndex index, const struct flags *flags) {
    struct CXUnsavedFile *files = NULL;
    unsigned n = 0;
    for (const struct rewritten *r = parser.rewritten; r; r = r->next) n++;
    files = tree_alloc((n + 1) * sizeof *files);
    n = 0;
    for (const struct rewritten *r = parser.rewritten; r; r = r->next)
        files[n++] = (struct CXUnsavedFile){ r->name, r->text, r->size };
    enum CXErrorCode error = clang_parseTranslationUnit2(index, parser.options->file, flags->list, flags->n, files, n,
                                                         CXTranslationUnit_DetailedPreprocessingRecord, &parser.tu);
    return !error && parser.tu;
}

/* ------------------------------------------------------- what is expanded ahead */

static bool has_errors(void) {
    bool any = false;
    unsigned n = clang_getNumDiagnostics(parser.tu);
    for (unsigned i = 0; i < n && !any; i++) {
        CXDiagnostic d = clang_getDiagnostic(parser.tu, i);
        any = clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error;
        clang_disposeDiagnostic(d);
    }
    return any;
}

static struct rewritten *expand_ahead(void) {
    struct expansion e = { .nsplices = 0 };
    struct rewritten *r = tree_alloc(sizeof *r);
    *r = (struct rewritten){ .name = parser.options->file };
    r->text = parse_ahead(&e, &r->before, &r->size);
    r->splices = e.splices;
    r->nsplices = e.nsplices;
    return r->text ? r : NULL;
}

/* Where a macro stands outside of every function, what comes out of it is left to the target compiler. */
static bool expands_strays(const struct rewritten *r) {
    const struct file *main = (const struct file *)parser.unit->main;
    find_places();
    for (int i = 0, p = 0; i < main->ninvocations; i++) {
        const struct invocation *k = &main->invocations[i];
        while (p < r->nsplices && r->splices[p].end <= k->start) p++;
        if (p < r->nsplices && r->splices[p].start <= k->start && is_stray(k)) return true;
    }
    return false;
}

enum { MAX_ROUNDS = 16 };

unit *parse(const struct options *options) {
    char here;
    parser.stack = &here;
    parser.options = options;
    parser.included = "";
    setenv("LIBCLANG_NOTHREADS", "1", 1);   /* its threads have small stacks, the driver's has a large one */
    struct flags flags = flags_for_libclang(options);
    CXIndex index = clang_createIndex(0, 0);
    struct rewritten *ahead = parser.rewritten = expand_ahead();
    for (int round = 0; round < MAX_ROUNDS; round++) {
        if (!parse_round(index, &flags)) {
            diag_plain(DIAG_CANNOT_PARSE, options->input);
            return NULL;
        }
        struct file *main = NULL;
        bool is_right = !ahead || !has_errors();
        if (is_right) {
            report_foreign();
            if (diag_failed()) return NULL;
            main = begin_unit();
            is_right = !ahead || (main && macro_foreseen(main, ahead->splices, ahead->nsplices));
        }
        bool is_complete = is_right && read_unit(main);
        if (ahead && (!is_right || (!diag_failed() && expands_strays(ahead)))) {
            ahead = parser.rewritten = NULL;    /* as if nothing had been foreseen */
            continue;
        }
        ahead = NULL;
        report_recursive();
        if (is_complete && !diag_failed()) {
            for (int i = 0; i < parser.unit->nfunctions; i++) tree_verify(parser.unit->functions[i]);
            if (parser.unit->uses_asyncc) {
                parse_pointers();
                parse_find_generators();
                report_strays();
            }
            return parser.unit;
        }
        if (diag_failed()) return NULL;
        if (!rewrite()) break;
    }
    if (!diag_failed()) diag_plain(DIAG_CANNOT_EXPAND, options->input, "macros go on and on");
    return NULL;
}
