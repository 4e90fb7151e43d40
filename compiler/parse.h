/* parse.h: what the files of the parser share.  They alone know libclang.
 *
 *     parse.c         runs libclang over the file, collects functions, loops while macros have to be expanded
 *     parse_macro.c   which macro invocations there are, and which of them may stay as they are spelled
 *     parse_ahead.c   invocations that are expanded before the first parse
 *     parse_text.c    the text itself: tokens, and where a cursor stands in it
 *     parse_include.c code that is included in the middle of a function
 *     parse_directive.c  conditional directives in async functions
 *     parse_typedef.c typedefs of variable length
 *     parse_type.c    types, and what a function pointer leads to
 *     parse_decl.c    variables and functions
 *     parse_attribute.c  their attributes
 *     parse_expr.c    expressions
 *     parse_operator.c  names, members and operators
 *     parse_operand.c operands that are not all evaluated
 *     parse_generic.c which association of a _Generic is chosen
 *     parse_form.c    await and the forms
 *     parse_stmt.c    statements
 *     parse_hint.c    mistakes that a C parser has no words for
 *     parse_pointers.c  pointers to async and to plain functions, told apart
 *
 * Places are offsets into the file as the user sees it: what comes out of a macro's argument is where the argument is
 * written, what comes out of a macro's body is where the macro is invoked.
 */
#pragma once
#include "diag.h"
#include "options.h"
#include "tree.h"

#include <clang-c/Index.h>

struct span { uint32_t start, end; bool is_here; };     /* is_here: in the file that is being read */

/* A macro invocation that is written in a file (not one that comes out of another macro's body). */
struct invocation {
    uint32_t start, end;
    const char *name;
    struct macro *macro;        /* null: built in */
    struct invocation *outer;   /* in whose arguments it is written */
    bool is_language;           /* spells a keyword or a form */
    bool is_operation;          /* of <stdatomic.h>: called like a function, stays as it is spelled, whatever is in its arguments */
    const char *included;               /* see struct unit */
    bool is_expanded;           /* cannot stay as it is spelled */
    bool is_judged;
    int roots;                  /* complete expressions and statements that it stands for, as far as seen */
    node *root;                 /* the last one of them */
};

/* A file some function of which matters. */
struct file {
    struct source source;       /* first: a node's `in` leads back here */
    CXFile handle;
    struct invocation *invocations;     /* by start */
    int ninvocations;
    struct conditional **conditionals;  /* parse_directive.c */
    int nconditionals;
    bool is_scanned;
    struct file *next;
};

/* A file's text of the round before, and the one that has come in its place. */
struct rewritten {
    const char *name;
    const char *text;
    size_t size;
    const source *before;
    struct splice *splices;             /* where the two differ */
    int nsplices;
    const struct splice *restored;      /* where macros were expanded: what is as it was for all that */
    int nrestored;
    bool is_expanded;
    struct rewritten *next;
};

/* A variable that is named in an invocation which would like to stay as it is. */
struct binding { var *var; struct invocation *invocation; struct span span; };

struct parser {
    const struct options *options;
    CXTranslationUnit tu;
    unit *unit;
    struct file *files, *file;          /* all; the one that is being read */
    const char *language_file;          /* <asyncc/language.h>; null when it is not included */
    function *function;                 /* the one that is being read */
    struct invocation *macro;           /* the kept invocation that is being read, or null */
    int macro_depth, macro_loops, macro_switches;   /* of its own blocks, loops and switches around what is being read */
    struct binding *bindings;
    int nbindings;
    struct rewritten *rewritten;
    const char *included;               /* see struct unit */
    const char *stack;                  /* where the stack was at the beginning */
    bool must_expand;                   /* some invocation is_expanded: this tree is not the last one */
};
extern struct parser parser;

/* parse_text.c */
const char *parse_string(CXString s);                           /* takes s, returns a copy */
struct file *parse_file(CXFile handle);
const source *parse_read(const char *path, const char *name);   /* null: cannot be read */
struct span parse_span(CXCursor c);
void parse_long_sum(CXCursor c);                                /* c is a binary operator: makes parse_span fast for it and what is in it */
void parse_forget_sums(void);
bool parse_location(CXSourceLocation l, uint32_t *offset);      /* false: in another file */
uint32_t text_skip(const source *s, uint32_t at);               /* over white space and comments */
/* A `#pragma word` in the line above what begins at `start`, blank lines aside: where its `#` and its word are. */
bool     text_pragma_before(const source *s, uint32_t start, uint32_t *at, uint32_t *word);
uint32_t text_token(const source *s, uint32_t at);              /* the end of the token at `at` */
bool text_is(const source *s, uint32_t at, const char *token);  /* is that token at `at`? */
uint32_t text_find(const source *s, uint32_t at, uint32_t end, const char *tokens);     /* first such character outside of brackets; end if none */
bool text_starts_line(const source *s, uint32_t at);            /* is there nothing but blanks in front of it? */
uint32_t text_end_of_directive(const source *s, uint32_t at);   /* the end of its line, and of those that belong to it */
uint32_t text_after_semicolon(const source *s, uint32_t at);    /* behind the `;` that follows, or `at` */
const char *text_copy(const source *s, uint32_t start, uint32_t end);

struct cursors { CXCursor *at; int n; };
struct cursors parse_kids(CXCursor c);                          /* expressions and statements among c's children, in order */
struct cursors parse_children(CXCursor c);                      /* all of them */

/* parse_directive.c */
void parse_blank_conditionals(uint32_t start, uint32_t end);    /* those with a line in the range */

/* parse_include.c */
void parse_forget_inclusions(void);
void parse_inclusion(CXCursor directive);                       /* there is one */
bool parse_take_inclusions(uint32_t start, uint32_t end);       /* those in the range are to be replaced; false: there are none */
bool parse_take_next_inclusion(uint32_t at);                    /* the one behind it: a function goes on there, and does not end here */
const char *parse_included_text(const struct file *f, size_t *size, struct splice **splices, int *nsplices);
bool parse_is_included(const struct file *f);
void parse_find_generators(void);                               /* the unit's */
/* The main file, in which `text` stands in place of the #include of s; `*directories`, where the inclusions in that are looked for. */
const char *parse_unit_around(const source *s, const char *text, const char ***directories);

/* parse_macro.c */
void macros_collect(void);                                      /* of the whole unit */
void macros_of(struct file *f);                                 /* the invocations in one file */
struct invocation *macro_at(uint32_t offset);                   /* the outermost invocation of a user's macro that contains the offset, or null */
struct invocation *macro_language_at(uint32_t offset);          /* the invocation of a keyword or form that starts there, or null */
struct invocation *macro_operation_at(uint32_t offset);         /* the invocation of an operation that starts there, or null */
struct invocation *macro_starting(uint32_t offset);             /* any that starts there, or null */
void macro_expand(struct invocation *i);                        /* it cannot stay */
void macro_expand_for_name(struct invocation *i);               /* the same, in plain functions too */
bool macro_is_complete(struct invocation *i);                   /* is its expansion an operand as it stands, whatever is around it? */
bool macro_may_hide(const source *s, const struct invocation *i, const struct invocation *in);   /* may it stay when `in`, around it, is expanded? */
bool macro_is_call(const char *name);                           /* is there a function-like macro of the user's with that name? */
bool macro_changes_again(const struct invocation *i);           /* does expanding it once more change a text that has been expanded? */
bool macro_foreseen(const struct file *f, const struct splice *splices, int n);  /* does what was expanded first mean what it would have meant? */
void macro_enter(struct invocation *i);
void macro_judge(uint32_t start, uint32_t end);                 /* expands those in the range that hide keywords */
bool macro_uses_language(uint32_t start, uint32_t end);
void macro_bind(var *v, struct span span);                      /* v is named in parser.macro */
void macro_settle(void);                                        /* after a function: decides about bindings */

/* parse_type.c */
const type *parse_type(CXType t);
const type *parse_type_of_param(CXType t);                      /* arrays and functions become pointers */
const type *parse_type_of(CXType t, const char *name);          /* of a variable: an unnamed type is spelled __typeof__(name) */
bool parse_type_parts(CXType t, bool (*test)(CXType, void *), void *data);      /* is it true of the type, or of one that it is made of? */
void parse_type_forget(void);
enum coroutine_kind parse_annotation(CXCursor declaration);
enum coroutine_kind parse_leads(CXCursor expression);           /* what a call of, or through, it is */
enum coroutine_kind parse_type_leads(CXType t);

/* parse_unnamed.c */
bool parse_is_unnamed(CXType t);                                /* itself; not what it is made of */
const char *parse_unnamed_type(CXType t);                       /* a way to write it down at file scope, or null */
void parse_unnamed_forget(void);

/* parse_attribute.c */
bool parse_attribute_is(const char *text, size_t n, const char *word);      /* also as __word__ */
void parse_read_attributes(var *v, uint32_t start, uint32_t end);           /* of its declaration, which stands there */
void parse_expand_attributes(CXCursor declaration);                         /* those that macros stand for */
const char *parse_body_attributes(CXCursor declaration);                    /* of a function: those that its translation has, too */

/* parse_decl.c */
function *parse_function_of(CXCursor declaration);
var *parse_var_of(CXCursor declaration);                        /* a variable that has been declared, or one from outside of the function */
var *parse_var_new(CXCursor declaration);
void parse_function(CXCursor declaration);
void parse_global(CXCursor declaration);                        /* a variable at file scope: which coroutines does it name? */
void parse_definition(function *f, CXCursor declaration);
void parse_forget(void);                                        /* all that was collected, for another round */
void parse_header_definitions(void);                            /* reads those that are used */
void parse_hide(const char *name);                              /* the function that is being read hides what had that name */
void parse_typedef(CXCursor declaration);                       /* one at file scope, or one of the function that is being read */
bool parse_typedef_named(const char *name, CXType *type);
bool parse_is_hidden(const char *name);
bool parse_is_of_header(CXCursor function);                     /* a coroutine that an included file defines */
void parse_use(function *f);                                    /* the function that is being read names f */

/* parse_expr.c */
node *parse_make(enum node_kind kind, struct span span);
bool  parse_is_too_deep(struct span span);                      /* says so */
node *parse_expression(CXCursor c);
node *parse_strip(node *n);
void  node_add_extra(node *n, node *extra);
const char *parse_form_name(CXCursor c);                        /* "X" of a call of asyncc__form_X, or null */
CXCursor parse_peel(CXCursor c);                                /* inside implicit conversions */
void parse_foreign(CXCursor c, bool must_be_constant);          /* c is in another file, which is refused but for constants */
CXCursor parse_strip_made(CXCursor c, struct span form);        /* inside the parentheses and casts that a form's macro puts around its argument */
void  parse_type_expressions(CXCursor c, node *n, uint32_t before);     /* expressions in the types that c writes down, as extra[] */

/* parse_operator.c */
void  parse_take_address(node *place);
node *parse_name(CXCursor c, struct span span);
node *parse_member(CXCursor c, struct span span, struct cursors kids);
node *parse_unary(CXCursor c, struct span span, struct cursors kids);
node *parse_binary(CXCursor c, struct span span, struct cursors kids);

/* parse_operand.c */
node *parse_in_type(CXCursor c, uint32_t from);                 /* an expression in a type that is written behind `from` */
node *parse_unevaluated(struct span span, struct cursors kids);
node *parse_generic(CXCursor c, struct span span, struct cursors kids);
node *parse_choose(struct span span, struct cursors kids);      /* __builtin_choose_expr */
node *parse_operation(CXCursor c, struct span span);            /* of <stdatomic.h> */
node *parse_operands(struct span span, const CXCursor *at, int count);
bool  parse_is_like_call(struct span span, struct cursors kids);        /* a builtin's name, and its operands in parentheses */

/* parse_generic.c */
int parse_generic_chosen(CXCursor c, struct cursors kids);

/* parse_stmt.c */
node *parse_statement(CXCursor c);
uint32_t parse_declarator_start(uint32_t from, uint32_t name);  /* of the declarator of that name, in the declaration from there */

/* parse_typedef.c */
void parse_forget_typedefs(void);
void parse_typedefs_of_variable_length(const node *declaration, struct cursors typedefs);      /* there are some in an async function */
void parse_typedefs_of(CXCursor function);                      /* finds where they are used: at its end */
const char *parse_typedefs_text(const struct file *f, size_t *size, struct splice **splices, int *nsplices);   /* without them; null: there are none */

/* parse_hint.c */
bool parse_hint(const source *s, uint32_t offset, const char *message);     /* says what is wrong in the line of a syntax error, if it knows */

/* parse_pointers.c */
void parse_pointers(void);      /* reports what is stored where it does not belong */
