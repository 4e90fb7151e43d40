/* diag.h: what the compiler tells the user.  Looks like clang's: position, message, source line, caret, note, fix-it.
 *
 * Every message is in diag.def, `DIAG(ID, severity, "text with %s")`, and has a test in tests/diag/.  Reporting does not
 * stop anything: the driver asks diag_failed() between passes.
 */
#pragma once
#include "tree.h"

enum diag_id {
#define DIAG(id, severity, text) DIAG_##id,
#include "diag.def"
#undef DIAG
    DIAG_COUNT
};

/* At [start, end) of `in`; the caret stands at start, the rest is underlined. */
void diag_at(const source *in, uint32_t start, uint32_t end, enum diag_id id, ...);
#define diag_node(n, ...) diag_at((n)->in, (n)->start, (n)->end, __VA_ARGS__)
/* Without a place: about a file or an option. */
void diag_plain(enum diag_id id, ...);
/* Adds to the diagnostic reported last: replace [start, end) by `text` (insert where they are equal). */
void diag_fixit(const source *in, uint32_t start, uint32_t end, const char *text);
/* One that libclang reported, already worded. */
void diag_foreign(const char *file, int line, int column, int severity, const char *message);
bool diag_failed(void);     /* an error has been reported since the start */
/* For the driver: prints what has been collected, in the order of the source; at the end, with the count. */
void diag_print(void);
void diag_finish(void);
