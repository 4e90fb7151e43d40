/* tree.h: the compiler's own picture of a C function.
 *
 * parse.c makes it from libclang's cursors; check.c reads it; normalise.c and lower.c rewrite it until every await is a
 * statement of its own and only plain C is left around it; flow.c and frame.c annotate its variables; emit.c prints it.
 *
 * A node that came from the source keeps its range of source text, and is printed by copying that text with the
 * text of its children put in their places.  So a construct needs a kind of its own only when some pass
 * has to know it; everything else is N_OTHER and comes out as it went in.  A node that a pass made has a
 * template instead of a range: text in which `$0` … `$9`, `$(10)` … stand for its children (`$$` for a dollar sign).
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct node     node;
typedef struct var      var;
typedef struct type     type;
typedef struct function function;
typedef struct unit     unit;
typedef struct source   source;

enum node_kind {
    /* Expressions.  kids[] in textual order. */
    N_OTHER,            /* anything that needs no kind: printed as it is, kids in place.  Awaits below it are refused by name */
    N_LITERAL,          /* number, character, string, enumerator, __func__, nullptr: constant, no effect */
    N_NAME,             /* a variable (var set), a function or another name (callee set for functions) */
    N_PAREN,            /* ( 0 ) */
    N_UNARY,            /* op; 0.  `&` and `*` too; postfix ++ and -- are "p++" and "p--" */
    N_BINARY,           /* 0 op 1, but && || , = and op= */
    N_LOGICAL,          /* 0 && 1, 0 || 1 */
    N_COMMA,            /* 0 , 1 */
    N_ASSIGN,           /* 0 = 1, 0 op= 1 */
    N_CONDITIONAL,      /* 0 ? 1 : 2; 0 ?: 1 has two kids */
    N_CALL,             /* 0 is the callee, the rest the arguments */
    N_SUBSCRIPT,        /* 0 [ 1 ] */
    N_MEMBER,           /* 0 . name, 0 -> name; op is "." or "->" */
    N_CAST,             /* ( type ) 0 */
    N_INIT_LIST,        /* { … }: N_DESIGNATED or expressions */
    N_DESIGNATED,       /* .a[1].b = 0: the last kid is the value, the ones before are subscripts */
    N_COMPOUND,         /* ( type ) { … }: 0 is the N_INIT_LIST */
    N_STMT_EXPR,        /* ({ … }): 0 is the N_BLOCK */
    N_GENERIC,          /* _Generic: 0 is the chosen association's expression, the only kid that is evaluated */
    N_UNEVALUATED,      /* sizeof, _Alignof, typeof, offsetof, …: nothing in it is evaluated (kids only where a VLA makes it so) */
    N_AWAIT,            /* await 0 */
    N_FORM,             /* async_spawn(…), throw(…) …: form says which; kids are the branches, extra[] the other operands */

    /* Statements.  The range includes the final semicolon. */
    N_BLOCK,            /* { … } */
    N_DECLARE,          /* a declaration statement: kids are N_DECLARATOR; local types, statics, externs, typedefs have none */
    N_DECLARATOR,       /* one variable: var; 0, where there is one, its initialiser; extra: the bounds of its variably modified type, in textual order */
    N_EXPR_STMT,        /* 0 ; */
    N_NULL,             /* ; and everything else that is complete in itself and evaluates nothing */
    N_IF,               /* 0 condition, 1 then, 2 else (absent: two kids) */
    N_WHILE,            /* 0 condition, 1 body */
    N_DO,               /* 0 body, 1 condition */
    N_FOR,              /* 0 init (N_DECLARE or expression), 1 condition, 2 step, 3 body; the absent ones are null */
    N_SWITCH,           /* 0 operand, 1 body */
    N_CASE,             /* case … : 0 is the statement; `case a ... b` and `default` too */
    N_LABEL,            /* label: 0 is the statement */
    N_GOTO,             /* label */
    N_GOTO_INDIRECT,    /* goto *0; */
    N_BREAK, N_CONTINUE,
    N_RETURN,           /* return 0; (no kid: return;) */
    N_ASM,              /* kids are the operands' expressions */
    N_ATTRIBUTED,       /* [[attribute]] 0, __attribute__((…)) 0 */

    /* Statements of the language. */
    N_YIELD,            /* yield 0; (no kid: yield;) */
    N_TRY,              /* 0 the block, then N_CATCH …, then perhaps N_FINALLY */
    N_CATCH,            /* catch (var, extra…) 0 */
    N_FINALLY,          /* finally 0 */
    N_DEFER,            /* defer 0 */
    N_ASYNC_FOR,        /* async_for (var, 0) 1 */
    N_ASYNC_WITH,       /* async_with (var, 0) 1; var is null without a declaration */

    /* Made by passes.  normalise.c: */
    N_TEMPLATE,         /* text with kids in it, an expression or a statement */
    N_SUSPEND,          /* an awaited operation as a statement: see struct suspend */
    N_SEQUENCE,         /* statements in a row, printed without braces: kids */
    N_CLEANUP,          /* see struct cleanup: 0 is the body, 1 the code that must run when it is left */
    /* lower.c: */
    N_FAIL              /* an error is pending: go to the handler whose label is text, or (null) leave the function */
};

enum form {
    FORM_NONE, FORM_SPAWN, FORM_GROUP_SPAWN, FORM_SPAWN_THREADSAFE, FORM_JOIN, FORM_GATHER, FORM_GATHER_EACH, FORM_SETTLED, FORM_SETTLED_EACH, FORM_WAIT_FOR,
    FORM_SHIELD, FORM_TRY, FORM_TO_THREAD, FORM_RUN_IN, FORM_SUBMIT, FORM_RUN, FORM_RUN_TRY, FORM_THROW, FORM_END, FORM_ALLOCA, FORM_GET, FORM_PUT,
    FORM_ITERATE, FORM_REST, FORM_NEXT_OR
};

enum coroutine_kind { PLAIN, COROUTINE, GENERATOR, CONTEXT };

/* A type, as far as it has to be written down or reasoned about. */
struct type {
    const char *before, *after; /* a declaration of x is `before x after`: "int (*", ")(char)"; qualifiers included */
    const char *bare_before, *bare_after;   /* the same without top-level const and volatile (_Atomic stays) */
    const char *spelling;       /* as a type name */
    long size, align;           /* in bytes; -1 when not constant */
    long count;                 /* of an array: its elements; -1 when computed at run time */
    bool is_void, is_array, is_vector, is_record, is_pointer, is_function, is_scalar, is_bool;
    bool is_empty;              /* a record without a member to be set to 0, such as `struct { }` */
    bool has_const_member;      /* a record that cannot be assigned to as a whole */
    bool is_const, is_volatile, is_atomic;      /* at the top level (of the element, for an array) */
    bool is_vla;                /* an array whose type is variably modified */
    bool is_variable;           /* variably modified: a VLA, or a pointer to one, … */
    bool is_local;              /* cannot be that of a frame's field: names a type that is declared inside a function, or is of no fixed length */
    const type *unnamed;        /* of a variable whose type has no name, and is spelled `__typeof__(variable)`: the type itself */
    const type *element;        /* of an array, pointee of a pointer; return type of a function type; else null */
};

/* A variable of the function: parameter, local, or a temporary made by a pass. */
struct var {
    const char *name;           /* in the source */
    const char *emitted;        /* in the output: differs where it shadows another (frame.c) */
    const type *type;
    const type *given_type;     /* the parameter's type as written, when objects.c has replaced it */
    node *declarator;           /* N_DECLARATOR, N_CATCH, N_ASYNC_FOR, N_ASYNC_WITH; null for parameters (but variably modified ones, whose
                                   bounds are its extras) and for temporaries (but those declared in a block) */
    uint32_t at;                /* offset of its name in the source */
    bool is_param, is_temp;
    bool is_named;              /* a parameter that the body names, or that has an attribute */
    bool is_written_as_array;   /* a parameter, `int a[n]` */
    bool is_static;             /* static, extern or _Thread_local: lives elsewhere, never moved */
    bool is_global;             /* declared outside the function (var still set, so that names resolve) */
    bool is_register;
    bool is_address_taken;      /* by &, by decay of an array or of a member array, in asm "m" … */
    bool is_bound_in_macro;     /* named inside a macro invocation that is kept as spelled: cannot be renamed */
    long alignment;             /* of _Alignas or __attribute__((aligned)), else 0; as far as it can be told without the C compiler */
    const char *aligned;        /* these, as spelled, with a space behind; null if there are none */
    var **bounds;               /* objects.c: temporaries that hold the bounds of a variably modified type */
    int nbounds;
    bool is_moved;              /* lives in the frame whatever flow.c thinks */
    const char *cleanup;        /* of __attribute__((cleanup(f))): "f" */
    const char *attributes;     /* the declaration's other attributes, as spelled, or null */
    bool is_coroutine_pointer;  /* async T (*p)(A) */
    /* flow.c and frame.c: */
    int index;                  /* in the function's vars[], and in live sets */
    enum { PLACE_LOCAL, PLACE_SPILLED, PLACE_FRAME } place;
    int slot;                   /* its number among what is saved at suspensions, from 1; 0: it is not (translate.c) */
    bool is_grouped;            /* saved and loaded for many points in one place (saves.c) */
    bool is_kept;               /* a spilled parameter that nothing assigns to: what the frame has of it stays true, and is stored only once */
    const char *field;          /* its name in the frame */
    bool is_read_unset;         /* may be read before it is set, as far as flow.c sees */
};

struct node {
    enum node_kind kind;
    enum form form;
    const source *in;           /* null: made by a pass */
    uint32_t start, end;        /* [start, end) in in->text */
    int line;                   /* of the first character, as the user sees it */
    const char *op;             /* operator */
    const char *text;           /* N_TEMPLATE: the template.  N_GOTO, N_LABEL: the label's name.  N_MEMBER: the member's */
    const type *type;           /* of an expression, after its implicit conversions (arrays decayed, values loaded) */
    const type *own_type;       /* before them: what it is as a place */
    bool is_bitfield;           /* N_MEMBER */
    bool converts;              /* N_ASSIGN that is a branch: to a place of another type */
    bool is_lvalue;
    bool is_address_taken;      /* of a compound literal, or of a value that is a struct, or of a part of it */
    bool is_constant;           /* evaluates to the same at any time, with no effect: literals, enumerators, addresses of statics, sizeof */
    bool is_macro;              /* the range is (part of) a macro invocation that is kept as spelled: its kids have no text of their
                                   own to be replaced; they are there for flow.c and check.c only.  The outermost one's extra[]
                                   are the names in its arguments that can be replaced */
    var *var;                   /* N_NAME, N_DECLARATOR, N_CATCH, N_ASYNC_FOR, N_ASYNC_WITH */
    function *callee;           /* N_NAME of a function; N_CALL and N_AWAIT of a call of a known function; else null */
    enum coroutine_kind calls;  /* N_CALL: what the callee, known or through a pointer, is */
    bool through_pointer;       /* N_CALL */
    node **kids;
    int nkids;
    node **extra;               /* N_FORM: operands that are no branch; N_CATCH: codes.  Others: expressions that are not evaluated in the
                                   node's course, but are to be printed in their places as kids are: operands of sizeof, typeof and
                                   _Generic; bounds in the types that a declaration, a cast or a compound literal writes down */
    int nextra;
    void *pass;                 /* struct suspend, struct cleanup */
};

/* A function that the unit defines, declares or calls, and that matters: coroutine functions, and plain functions whose bodies use forms. */
struct function {
    const char *name;
    enum coroutine_kind kind;
    bool is_defined;            /* its body is in this unit (a prototype alone otherwise) */
    bool is_static, is_inline, is_variadic, is_old_style;
    bool is_main;
    int own_names;                  /* how often its body names it but to call it … */
    bool names_itself;              /* … and nothing has declared it before */
    bool never_returns;         /* _Noreturn, or its attribute */
    bool is_known_noreturn;     /* a declaration in front of the definition says so to all of C */
    bool is_undeclared;         /* its first call declares it, as C once allowed */
    bool is_named;              /* at file scope of the main file: in a table of handlers */
    bool is_listed;             /* in the list of the unit's functions */
    bool in_header;             /* defined in a file that is included: emitted before its first user */
    const char *attributes;     /* of a definition: those that are for its body as well, with a space behind */
    const char *tags;           /* `struct s; `, `enum e { A }; `: types that its list of parameters declares */
    const type *result;
    const type *type;           /* of the function itself */
    var **params;               /* unnamed ones get names */
    int nparams;
    const source *in;
    uint32_t start, end;        /* of the whole definition or declaration, specifiers included, from its first token */
    uint32_t name_at;           /* of the name in its declarator */
    uint32_t body_start, body_end;  /* of the body's braces */
    uint32_t inline_start, inline_end;      /* GNU C's `extern inline` definition, which the one that counts comes behind; else 0 */
    int line, end_line;
    node *body;                 /* N_BLOCK; only for definitions that have to be translated */
    var **vars;                 /* every variable, params first; globals are not among them */
    int nvars, vars_room;
    function **uses;            /* coroutine functions that its body names */
    int nuses;
    /* set by passes */
    struct suspend **points;    /* points[k - 1] is point k */
    int npoints;
    bool has_blocks;            /* a VLA or alloca that lives across a suspension: the frame has a list of them */
    bool needs_frame;           /* has locals that live in the frame: opened on entry */
    bool routes_return;         /* some return runs cleanups first: its end is not where the C compiler sees it */
    bool fails_to_caller;       /* some error leaves it: the label at its end is used */
    struct thunk *thunks;
    int nthunks;
    int counter;                /* for unique names */
    const char **hides;         /* names that it declares for something else than a variable, and file-scope types' that its variables have: */
    int nhides;                 /*     a variable of such a name gets another one */
    bool is_spawned;            /* somewhere in the unit, by its own name: it has an f__spawn */
    bool names_function;        /* __func__ and its kin are used, perhaps inside a macro */
};

/* N_SUSPEND: `dest = operation`, after which control goes on, or is at the handler. */
struct suspend {
    enum {
        SUSPEND_AWAIT,          /* may suspend, may fail */
        SUSPEND_CHECK,          /* may only fail */
        SUSPEND_THROW,          /* always fails */
        SUSPEND_RETHROW,        /* throw(): lower.c turns it into a throw of the error that is being handled */
        SUSPEND_YIELD           /* operation is the value, or null */
    } kind;
    int point;                  /* from 1; its state.  0 until lower.c numbers it */
    int line;
    const char *what;           /* for the descriptor */
    node *operation;            /* a call, in terms of asyncc__c; a throw's arguments */
    node *again;                /* a call when the task goes on, which may fail, or wait again; or null */
    const char *exchange;       /* "put" or "get": `operation` is that of a queue, its kids are the queue and the item; or null */
    const var *queue;           /* … the variable that holds the queue, as far as is known; or null */
    bool gives_way;             /* it waits for nothing but its next turn */
    bool is_indirect;           /* goes through a coroutine pointer */
    var *dest;                  /* receives the result, or null */
    const type *result;         /* taken from the frame on resumption; null or void: nothing to take */
    const char *handler;        /* label, or null: leave the function */
    /* flow.c: */
    var **saved;                /* the variables that live across it, in the order of vars[] */
    int nsaved;
    int place;                  /* its number among the statements, in the order of the text */
    int label;                  /* saves.c: of what it saves with others; 0: it does so itself */
};

/* N_CLEANUP: kids[0] runs, then, however it is left, the cleanup.  lower.c turns it into labels. */
struct cleanup {
    enum {
        CLEANUP_CODE,           /* kids[1] */
        CLEANUP_CONTEXT,        /* leaving the context manager `held`, which may take the error */
        CLEANUP_GENERATOR,      /* closing the generator `held` */
        CLEANUP_ERROR           /* forgetting the caught error `held` */
    } kind;
    var *held;
    int number;                 /* unique in the function */
};

/* A plain function called by async_to_thread and its like: its arguments and result travel in a block. */
struct thunk {
    int number;
    node *call;                 /* the N_CALL */
    const char *name;           /* of the function, for messages */
    bool has_result;
    bool is_direct;             /* of a function by its name; otherwise the pointer travels too */
};

/* Text of one file, as the parser saw it (macros expanded where they had to be: lines keep their numbers). */
struct source {
    const char *name;           /* as the user named it; what #line says */
    const char *text;
    size_t size;
    uint32_t *line_at;          /* offset of each line's first character */
    int nlines;
    struct line_directive *directives;  /* tree.c: found at the first question; ndirectives is -1 before */
    int ndirectives;
    const source *written;      /* the text in which macros were expanded to make this one; null: this is the user's */
    struct splice *splices;     /* where the two differ, in order */
    int nsplices;
};

/* [start, end) of the text stands for [written_start, written_end) of the one before. */
struct splice { uint32_t start, end, written_start, written_end; };

/* `async int (*table[])(int) = { f };` */
struct naming { uint32_t start, end; function *function; uint32_t declaration; };   /* start of the declaration around it */

/* A translation unit after parse. */
struct unit {
    source *main;
    function **functions;       /* in order of their first declaration */
    int nfunctions;
    struct naming *namings;     /* by place: where text at file scope names a coroutine that a header defines */
    int nnamings;
    struct lines { uint32_t start, end; } *generators;     /* by place: the `#include`s that bring definitions of generators and context managers */
    int ngenerators;
    const char *included;       /* files that gave way to their text (parse_include.c): ` "a.inc" "b.inc"` */
    bool uses_asyncc;           /* includes <asyncc.h>; otherwise nothing is to be done */
    bool may_pack;              /* a `#pragma pack` may be in force somewhere */
    const char *target_standard;/* -std= as given, or null */
};

/* tree.c */
const char *function_address(const function *f);                /* the name that stands for its address, or calls it from plain code */
node *node_new(enum node_kind kind);
node *node_template(const char *text, int nkids, ...);          /* kids: node * */
node *node_sequence(void);
node *node_name(var *v);
void  node_add(node *parent, node *kid);
node *node_copy_shallow(const node *n);
var  *var_temp(function *f, const char *hint, const type *type);    /* "asyncc__" hint number */
bool  node_is_element(const node *n);                           /* a subscript: of an array or a vector, not through a pointer */
bool  node_awaits(const node *n);                               /* an await, or another point, anywhere evaluated in it */
const char *format(const char *format, ...) __attribute__((format(printf, 1, 2)));   /* lives as long as the unit */
void *tree_alloc(size_t size);                                  /* zeroed; lives as long as the unit */
int   source_line(const source *s, uint32_t offset);
/* What the user's own `#line` directives make of a line: the number, and in `file` the name. */
int   source_presumed(const source *s, int line, const char **file);
int   source_column(const source *s, uint32_t offset);          /* in bytes, from 1 */
/* Where a range is in the user's own text.  False when it comes out of an invocation that was expanded; it is that, then. */
bool  source_written(const source **s, uint32_t *start, uint32_t *end);
void  tree_dump(const function *f, void *file);
void  tree_verify(const function *f);                           /* right after parse, in debug builds */

/* objects.c */
void objects_begin(function *f);
bool objects_in_declaration(node *declare, node *out);
void objects_in_declarator(node *declare, int i, node *out);     /* its i-th variable */
bool objects_make_static(node *declare);
void objects_in_statement(node *statement);
void objects_in_parameters(function *f, node *out);

/* The passes. */
struct options;
unit *parse(const struct options *options);     /* parse.c (null after errors) */
void  check(unit *u);                           /* check.c */
void  normalise(function *f);                   /* normalise.c */
void  lower(function *f);                       /* lower.c */
void  flow(function *f);                        /* flow.c */
void  frame(function *f);                       /* frame.c */
char *emit(unit *u, size_t *size);              /* emit.c */
