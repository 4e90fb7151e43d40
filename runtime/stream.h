/* stream.h: what the files of streams share; io/ uses it too, so there is nothing of internal.h in it.
 *
 * stream.c is what is hot: moving bytes between libuv, a stream's buffers and the caller's memory, and two waits, for bytes that
 * come (`fill`) and for bytes that have gone (`drain`, `flush`).  Everything that a program calls is made of these in io/stream.c.
 */
#pragma once
#include "request.h"

enum asyncc__stream_kind { STREAM_TCP, STREAM_PIPE, STREAM_TTY, STREAM_FILE };

/* A stream that is not connected to anything yet: 0, or an error. `fd` is for terminals and files, which are opened at once. */
int asyncc__stream_new(enum asyncc__stream_kind kind, int fd, async_stream **stream);
uv_stream_t *asyncc__stream_handle(async_stream *s);
enum asyncc__stream_kind asyncc__stream_kind_of(const async_stream *s);
void asyncc__sigpipe_ignore(void);

/* Bytes that are buffered go out as far as they do at once.  Used before something else is done with the descriptor. */
int asyncc__stream_push(async_stream *s);

/* Reading: what there is.  Each gives back what was lent before. */
ssize_t asyncc__stream_take(async_stream *s, void *to, size_t size);    /* bytes; 0: the end; UV_EAGAIN: wait; or an error */
ssize_t asyncc__stream_look(async_stream *s, const char **data);        /* the same, lends them */
/* Lends what stands before the separator and takes both: 0, UV_EAGAIN, UV_EMSGSIZE: more than the limit, UV_EOF, or an error. */
int asyncc__stream_cut(async_stream *s, const char *separator, size_t length, char **data);
char *asyncc__stream_rest(async_stream *s);                             /* lends and takes all there is, null when that is nothing */
void asyncc__stream_chomp(async_stream *s, char *line, char c);          /* cuts a last c off the line just lent */
size_t asyncc__stream_limit(const async_stream *s);
size_t asyncc__stream_held(const async_stream *s);                      /* bytes that are there to be taken */
int asyncc__stream_ended(const async_stream *s);        /* 0: more may come; UV_EOF, UV_EBUSY, or an error */

/* Suspends until there is more to take than now, or the end or an error is known.  With memory that was offered by `into`, bytes go straight
 * there; then `take` with the same memory has nothing to copy.  Cancelled, no byte is lost. */
void asyncc__stream_into(async_stream *s, void *memory, size_t size);
_Async void asyncc__stream_fill(async_stream *s);

/* Sends, or keeps to be sent: 0, 1 when so much is kept that the writer should wait (drain), or an error. */
int asyncc__stream_send(async_stream *s, const void *data, size_t size);
/* Suspend until little enough, or nothing, is kept.  Throw the error of the stream.  Cancelled, the bytes still go. */
_Async void asyncc__stream_drain(async_stream *s);
_Async void asyncc__stream_flush(async_stream *s);
int asyncc__stream_error(const async_stream *s);                        /* of writing, or 0 */

/* While it is held, a stream that was closed is not freed. */
void asyncc__stream_hold(async_stream *s);
void asyncc__stream_let_go(async_stream *s);
int asyncc__stream_is_closed(const async_stream *s);

/* True every so many times: operations that never wait give others their turn. */
int asyncc__stream_is_busy(async_stream *s);

/* "127.0.0.1:80", "[::1]:80". */
int asyncc__address_text(const struct sockaddr *address, char *buffer, size_t size);
/* The address that a host is by number: false when it is a name. */
int asyncc__address_of(const char *host, int port, struct sockaddr_storage *address);
