/* stream_parts.h: a stream, for the files that it is made of (see stream.c). */
#pragma once
#include "waiters.h"
#include "stream.h"
#include <stdlib.h>

#define LIMIT ((size_t)64 << 10)
#define BLOCK ((size_t)64 << 10)        /* what is read at once */
#define SMALL ((size_t)480)             /* buffers up to it come from the loop's free lists */
#define TURNS 64                        /* operations that did not wait, one after another, before others get their turn */

/* Bytes on their way out, and libuv's request for them. */
struct out {
    union { uv_write_t write; uv_fs_t file; } uv;
    async_stream *stream;
    size_t begin, end, capacity;
    char data[];
};

struct buffer {
    char *data;                 /* null: empty */
    size_t start, end, capacity;        /* one more byte behind them is there, for a null */
};

struct async_stream {
    asyncc__resource resource;  /* first */
    unsigned char kind;
    unsigned char is_reading;   /* libuv reads */
    unsigned char is_waiting;   /* a task waits in `reader` */
    unsigned char is_paused;    /* the high-water mark was passed, and the low one not reached again */
    unsigned char is_closed;    /* by the program */
    unsigned char is_gone;      /* the handle is closed, or there is none */
    unsigned char turns;
    unsigned users;             /* tasks that wait */
    int read_status;            /* 0; or how reading has ended: UV_EOF or an error */
    int write_status;           /* 0, or the error that writing ran into */
    /* reading */
    asyncc__wait reader;
    char *into;                 /* memory of who waits, or null */
    size_t into_size, got;      /* its size; bytes in it that wait for `take` */
    struct buffer held;
    struct buffer lent;         /* what the program may still look at, when it is no longer in `held` */
    size_t length;              /* of what was lent last */
    size_t scanned;             /* bytes from held.start that have no separator in them */
    size_t limit;
    unsigned char is_lent;
    /* writing */
    struct out *out, *flight;
    async_stream *next, **link; /* among those that have something to flush */
    asyncc__waiters line;       /* who waits to write */
    size_t high, low;
    /* files */
    int fd;
    uv_fs_t *file_read;
    int64_t offset;
    union { uv_handle_t any; uv_stream_t stream; uv_tcp_t tcp; uv_pipe_t pipe; uv_tty_t tty; } uv;      /* as much of it as the kind needs */
};

static inline int has_reader(const async_stream *s) { return s->is_waiting && s->reader.state == STATE_PENDING; }
static inline size_t held(const async_stream *s) { return s->held.end - s->held.start; }

static inline void out_free(struct out **out) {
    free(*out);
    *out = NULL;
}

static inline void unlist(async_stream *s) {
    if (!s->link) return;
    *s->link = s->next;
    if (s->next) s->next->link = s->link;
    s->link = NULL;
}

/* Gives a buffer back. */
void asyncc__stream_buffer_close(asyncc__loop *loop, struct buffer *b);
/* libuv reads no more for now. */
void asyncc__stream_stop(async_stream *s);
/* Looks whether writers have to wait: is_paused. */
int asyncc__stream_check_marks(async_stream *s);
/* Frees it when it is closed, the handle is gone and no task waits in it. */
void asyncc__stream_maybe_free(async_stream *s);
