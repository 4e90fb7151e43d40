// session.c by hand; pipeline.hand.c says how.
#include <uv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DONE, PENDING };

struct machine {
    int (*step)(struct machine *);
    struct machine *caller;
    int state, result, error;
    char message[256];
};

struct read_line { struct machine m; int peer; char *line; size_t size; void *own[6]; };
struct write_text { struct machine m; int peer; const char *text; void *own[6]; };
struct lookup { struct machine m; const char *name; void *own[6]; };
struct audit { struct machine m; int user, what; void *own[6]; };

int read_line_start(struct read_line *f, struct machine *caller, int peer, char *line, size_t size);
int write_text_start(struct write_text *f, struct machine *caller, int peer, const char *text);
int lookup_start(struct lookup *f, struct machine *caller, const char *name);
int audit_start(struct audit *f, struct machine *caller, int user, int what);
void release(char *line);

struct session {
    struct machine m;
    int peer, user, commands;
    char *line;
    union { struct read_line read_line; struct write_text write_text; struct lookup lookup; struct audit audit; } callee;
};

static int end(struct session *f, const struct machine *failed) {
    if (failed) {
        f->m.error = failed->error;
        memcpy(f->m.message, failed->message, sizeof f->m.message);
    } else {
        f->m.result = f->commands;
    }
    release(f->line);
    return DONE;
}

static int session_step(struct machine *m) {
    struct session *f = (struct session *)m;
    switch (f->m.state) {
    case 0:
        f->line = malloc(512);
        if (!f->line) {
            f->m.error = UV_ENOMEM;
            snprintf(f->m.message, sizeof f->m.message, "no memory for a line");
            return DONE;
        }
        f->user = f->commands = 0;
        f->m.state = 1;
        if (write_text_start(&f->callee.write_text, &f->m, f->peer, "hello\n")) return PENDING;
    case 1:
        if (f->callee.write_text.m.error) return end(f, &f->callee.write_text.m);
        for (;;) {
            f->m.state = 2;
            if (read_line_start(&f->callee.read_line, &f->m, f->peer, f->line, 512)) return PENDING;
    case 2:
            if (f->callee.read_line.m.error) return end(f, &f->callee.read_line.m);
            if (f->callee.read_line.m.result <= 0) return end(f, NULL);
            f->commands++;
            switch (f->line[0]) {
            case 'u': goto u;
            case 'a': goto a;
            case 'n': goto n;
            case 'q': goto q;
            default:
                f->m.error = UV_EPROTO;
                snprintf(f->m.message, sizeof f->m.message, "command '%c' is not known", f->line[0]);
                release(f->line);
                return DONE;
            }
    u:
            f->m.state = 3;
            if (lookup_start(&f->callee.lookup, &f->m, f->line + 1)) return PENDING;
    case 3:
            if (f->callee.lookup.m.error) return end(f, &f->callee.lookup.m);
            f->user = f->callee.lookup.m.result;
            f->m.state = 4;
            if (write_text_start(&f->callee.write_text, &f->m, f->peer, f->user ? "welcome\n" : "unknown\n")) return PENDING;
    case 4:
            if (f->callee.write_text.m.error) return end(f, &f->callee.write_text.m);
            continue;
    a:
            if (!f->user) {
                f->m.state = 5;
                if (write_text_start(&f->callee.write_text, &f->m, f->peer, "who are you?\n")) return PENDING;
    case 5:
                if (f->callee.write_text.m.error) return end(f, &f->callee.write_text.m);
                continue;
            }
            f->m.state = 6;
            if (audit_start(&f->callee.audit, &f->m, f->user, f->line[1])) return PENDING;
    case 6:
            if (f->callee.audit.m.error) return end(f, &f->callee.audit.m);
    n:
            f->m.state = 7;
            if (write_text_start(&f->callee.write_text, &f->m, f->peer, "ok\n")) return PENDING;
    case 7:
            if (f->callee.write_text.m.error) return end(f, &f->callee.write_text.m);
            continue;
    q:
            f->m.state = 8;
            if (write_text_start(&f->callee.write_text, &f->m, f->peer, "bye\n")) return PENDING;
    case 8:
            return end(f, f->callee.write_text.m.error ? &f->callee.write_text.m : NULL);
        }
    }
    return DONE;
}

int session_start(struct session *f, struct machine *caller, int peer) {
    f->m = (struct machine){ .step = session_step, .caller = caller };
    f->peer = peer;
    return session_step(&f->m);
}
