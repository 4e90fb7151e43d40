/* file_parts.h: an open file, for the files that it is made of (see file.c). */
#pragma once
#include "../request.h"
#include <sys/types.h>

enum { BLOCK = 64 * 1024 };

#define NOWHERE (-1LL)

/* What the system has open.  Opened and closed by its own request, so closing needs no memory; whoever drops it closes it. */
struct descriptor {
    asyncc__request request;
    uv_fs_t uv;
    int fd;                     /* -1: not open yet, or being closed */
    int references;             /* the file's, and one of each request that libuv may be at work on */
};

struct block {
    asyncc__request request;
    uv_fs_t uv;
    struct descriptor *descriptor;
    async_file *file;           /* null when it has been closed */
    char *bytes;                /* with room for a null byte behind `size` */
    size_t start, end, size;    /* bytes[start … end) are to be taken, or written */
    long long place;            /* of bytes[start], while it is being written */
};

struct async_file {
    asyncc__resource resource;
    struct descriptor *descriptor;
    struct block *in, *out;
    struct block *sent;         /* being written; `out` collects what comes meanwhile */
    long long place;
    long long end;              /* where it was last seen to end, or NOWHERE */
    size_t length;              /* of what was lent */
    int error;                  /* that writing ran into; told once */
    enum use { UNUSED, READING, WRITING } use;          /* by the task whose turn it is */
    unsigned char can_read, can_write, is_append;
    unsigned char is_assumed;   /* that it has places: nobody has asked yet */
    enum { MAYBE_CACHED, CACHED, UNCACHED } cached;     /* whether its system tells what it has in memory */
    unsigned char has_name;     /* when its end was last looked at */
};

/* An operation on the descriptor past the blocks. */
struct action {
    asyncc__request request;
    uv_fs_t uv;
    struct descriptor *descriptor;
};

/* file.c */
struct descriptor *asyncc__descriptor_new(int fd);              /* null when there is no memory */
void asyncc__descriptor_release(struct descriptor *d);          /* the last one closes it */
struct block *asyncc__block_new(async_file *f, size_t size);    /* null when there is no memory */
int asyncc__block_grow(struct block *b, size_t size);           /* 0 or UV_ENOMEM */
void asyncc__block_free(struct block **place);
async void asyncc__file_begin(async_file *f, enum use use);     /* throws when it is not this task's turn; the end of it is f->use = UNUSED */

/* file_place.c */
int asyncc__file_has_places(async_file *f);             /* known from here on */
void asyncc__file_find_end(async_file *f);              /* `place` of one that is appended to */
void asyncc__file_give_up(async_file *f);               /* what was read ahead */
static inline size_t held(const async_file *f) { return f->in ? f->in->end - f->in->start : 0; }

/* file_cached.c: what the kernel has in memory is read here and now: how much, up to READ_AT_ONCE; 0 at the end; or -1: ask a thread, for all of it. */
enum { READ_AT_ONCE = 64 * 1024 };
ssize_t asyncc__file_read_cached(async_file *f, void *memory, size_t size, long long place);
int asyncc__file_closes_at_once(const async_file *f);

/* file_open_cached.c: a descriptor, opened here and now, and the file's size; or -1: ask a thread. */
int asyncc__file_open_cached(const char *path, int flags, long long *size);
void asyncc__file_system_seen(int fd, dev_t device);    /* an open file of a system that tells what it has in memory */

/* file_direct.c */
async struct action *asyncc__action_new(async_file *f);
void asyncc__on_acted(uv_fs_t *uv);
/* uv_fs_read or uv_fs_write: how much.  The memory is the caller's: a cancellation waits until the kernel is done with it.  `moves`, if not null, goes on
 * by what was done, then too. */
typedef int asyncc__transfer(uv_loop_t *, uv_fs_t *, uv_file, const uv_buf_t *, unsigned, int64_t, uv_fs_cb);
async size_t asyncc__file_move(async_file *f, asyncc__transfer *transfer, const char *what, void *memory, size_t size, long long offset,
                               long long *moves);

/* file_write.c */
async void asyncc__file_empty(async_file *f);           /* waits until everything is written; throws what writing ran into */
