/* stream.h: bytes that come and go: TCP, Unix sockets, pipes, terminals.  asyncio's streams.
 *
 *     async_with (async_stream *s, async_connection("example.org", 80)) {
 *         async_stream_printf(s, …);
 *         async_for (char *line, async_stream_lines(s)) puts(line);
 *     }
 *
 * One object reads and writes.  One task at a time may read from a stream, and any number may write to it.  A stream belongs to the loop that opened it
 * and to whoever opened it, who closes it; the loop closes what was forgotten, and says so in debug mode.
 *
 * Cancelling an operation never loses a byte: what was not taken stays in the stream, what was written goes out.
 *
 * The first stream that is opened has SIGPIPE ignored, if it was not handled: writing to a peer that is gone throws UV_EPIPE.
 */
#pragma once
#include "language.h"
#include "size.h"

struct sockaddr;            /* of <sys/socket.h> */

typedef struct async_stream async_stream;

/* ---------------------------------------------------------------- opening */

/* Connects to a port of a host, by name or number: to the address that answers first, where there are several (RFC 8305, "happy eyeballs": the families take
 * turns, the next one starts after a quarter of a second or a failure).  Cancelled, nothing is open.  Throws UV_EAI_… for the name, or
 * what the first address said.  asyncio.open_connection.
 *
 *     async_stream *s = await async_connect("example.org", 80);
 */
_Async async_stream *async_connect(const char *host, int port);
/* To one address (TCP).  Suspends; cancelled, nothing is open.  Throws UV_ECONNREFUSED, UV_ETIMEDOUT …, UV_EINVAL for another family.  loop.sock_connect. */
_Async async_stream *async_connect_address(const struct sockaddr *address);
/* To a Unix socket.  Suspends; cancelled, nothing is open.  Throws UV_ENOENT, UV_ECONNREFUSED, UV_ENAMETOOLONG …  asyncio.open_unix_connection. */
_Async async_stream *async_connect_unix(const char *path);

/* Context managers: closed as async_stream_close does at the end of the block, and at once, without sending what is left, when the block is left
 * by an error.  async_closing is for a stream that is open already; should it throw UV_ENOMEM, the loop closes that. */
_Async_context async_stream *async_connection(const char *host, int port);
_Async_context async_stream *async_unix_connection(const char *path);
_Async_context async_stream *async_closing(async_stream *stream);

/* A stream on an open descriptor: a socket, a pipe, a terminal or a file, as uv_guess_handle finds; it is then the stream's, which closes it.  Does not
 * suspend.  0 or an error. */
int async_stream_open(int fd, async_stream **stream);

/* The standard streams, of whatever kind they are (a file, too; /dev/null where a descriptor was closed when the program began); the descriptors stay open, and
 * blocking, for the rest of the program.
 * Each call makes a new stream; what one has buffered is not seen by the next.  0 or an error.
 *
 *     async_stream *in;
 *     if (async_stdin(&in) == 0) async_for (char *line, async_stream_lines(in)) …
 */
int async_stdin(async_stream **stream);
int async_stdout(async_stream **stream);
int async_stderr(async_stream **stream);

/* Two streams that are connected: a pipe, from the second to the first; sockets, both ways.  0 or an error. */
int async_pipe(async_stream *ends[2]);
int async_socketpair(async_stream *ends[2]);

/* ---------------------------------------------------------------- reading
 *
 * All suspend until what they want is there, and not at all when it is.  All throw UV_ECONNRESET and the like; UV_EBUSY when another task
 * reads; UV_ECONNABORTED when the stream is closed meanwhile; UV_ENOMEM.  Cancelled, they have taken nothing.
 *
 * Those that return a pointer lend memory of the stream's: it is valid until the stream is next read from, or closed. */

/* At least one byte and up to `size` into `buffer`: how many; 0 at the end.  reader.read(n). */
_Async size_t async_stream_read(async_stream *s, void *buffer, size_t size);

/* Exactly so many.  Throws UV_EOF when the stream ends before; what there is can still be read.  reader.readexactly(n). */
_Async void async_stream_readexactly(async_stream *s, void *buffer, size_t size);

/* The next line, without its "\n" or "\r\n", ended by a null byte; null at the end.  A last line need not have a newline.
 * Throws UV_EMSGSIZE when the line is longer than the limit; nothing is taken then.  reader.readline(). */
_Async char *async_stream_readline(async_stream *s);

/* What comes before the separator, ended by a null byte; the separator is taken, too.  Throws UV_EOF when the stream ends before
 * (nothing is taken), UV_EMSGSIZE as above.  reader.readuntil(). */
_Async char *async_stream_readuntil(async_stream *s, const char *separator);

/* All that comes until the end, ended by a null byte.  Throws UV_EMSGSIZE when that is more than `limit` bytes; nothing is taken then.
 * reader.read(). */
_Async char *async_stream_readall(async_stream *s, size_t limit);

/* The length of what was lent last, for what has null bytes in it. */
size_t async_stream_length(const async_stream *s);

/* Shows the bytes that have come, at least one, without a copy and without taking them: how many; 0 at the end.  async_stream_skip takes them.
 * The cheapest way to pass bytes on; nothing is kept for a stream that waits.
 *
 *     for (const char *data; (n = await async_stream_peek(s, &data)); async_stream_skip(s, n)) await async_stream_write(t, data, n);
 */
_Async size_t async_stream_peek(async_stream *s, const char **data);
void async_stream_skip(async_stream *s, size_t n);

/* The lines, one after another; each valid until the next one is asked for.  async for line in reader.
 *
 *     async_for (char *line, async_stream_lines(s)) puts(line);
 */
_Async_generator char *async_stream_lines(async_stream *s);

/* True when the end has been reached and all has been taken.  reader.at_eof(). */
int async_stream_at_eof(const async_stream *s);

/* The longest line, 64 KiB unless it is set.  Reading pauses while twice as much waits to be taken.  open_connection(limit=). */
void async_stream_set_limit(async_stream *s, size_t limit);

/* ---------------------------------------------------------------- writing
 *
 * What the kernel does not take at once is copied, and goes out while the program does other things. */

/* Sends: at once, as far as it goes.  Suspends only while more than the high-water mark is kept, until it is down to the low one.
 * Cancelled, all of it goes out nevertheless.  Throws UV_EPIPE, UV_ECONNRESET …; after an error all that can be done is to close.
 * writer.write() with await writer.drain(). */
_Async void async_stream_write(async_stream *s, const void *data, size_t size);

/* Adds to what is to be sent, and never suspends, in plain code too: what is put in one step goes out together when it ends.  0; or an error, the one
 * that an earlier write ran into, or UV_ENOMEM, after which reading and writing throw that, too.  Follow it by a drain, or memory is all that limits a slow reader.  writer.write(). */
int async_stream_put(async_stream *s, const void *data, size_t size);
int async_stream_printf(async_stream *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Suspends while more than the high-water mark is kept.  Flush: until all has gone to the kernel.  Throw what writing ran into.  Cancelled,
 * the bytes still go.  writer.drain(). */
_Async void async_stream_drain(async_stream *s);
_Async void async_stream_flush(async_stream *s);

/* Bytes that are kept; and the marks, 64 KiB and 16 KiB unless they are set.  transport.get_write_buffer_size(), set_write_buffer_limits(). */
size_t async_stream_unsent(const async_stream *s);
void async_stream_set_marks(async_stream *s, size_t high, size_t low);

/* No more is written: the peer reads the end, and may go on sending.  Suspends until all has been sent, and the end; cancelled before, the end is
 * not sent.  For sockets; throws UV_ENOTSOCK for others: close them.  writer.write_eof(). */
_Async void async_stream_write_eof(async_stream *s);

/* Sends `count` bytes (or all, with SIZE_MAX) of a file from an offset, in the kernel; how many that were.  Suspends.  Cancelled, some may have
 * been sent: close the stream.  loop.sendfile(). */
_Async size_t async_stream_sendfile(async_stream *s, int file, long long offset, size_t count);

/* ---------------------------------------------------------------- closing */

/* Sends what is left, closes the stream and frees it.  Suspends only while something is left.  Cancelled, or when sending fails (that is thrown), it is
 * closed and freed all the same.  Null is allowed.  writer.close() with await writer.wait_closed(). */
_Async void async_stream_close(async_stream *s);

/* Closes and frees it at once; what was not sent is dropped.  Tasks that wait for it are thrown UV_ECONNABORTED.  Null is allowed.
 * transport.abort(). */
void async_stream_abort(async_stream *s);

/* ---------------------------------------------------------------- settings
 *
 * 0 or an error, UV_ENOTSUP where the stream is of another kind. */

/* Without delay (TCP_NODELAY): small writes do not wait for each other's acknowledgement.  On from the start, as in asyncio. */
int async_stream_set_nodelay(async_stream *s, int on);
/* Asks a silent peer whether it is still there, after so many seconds. */
int async_stream_set_keepalive(async_stream *s, int on, unsigned seconds);

/* "127.0.0.1:80", "[::1]:80", the path of a Unix socket (often empty): of the other side, and of this one. */
int async_stream_peer(async_stream *s, char *buffer, size_t size);
int async_stream_name(async_stream *s, char *buffer, size_t size);

/* The size of a terminal; SIGWINCH (signal.h) says when that changes. */
int async_stream_terminal_size(async_stream *s, int *columns, int *rows);
/* A terminal that gives every key at once and shows none, Ctrl-C (a byte, 3) included; or, off, one that is as it was before.  It is put back when the stream is
 * closed and when the program ends, also when SIGINT ends it.  One terminal at a time: UV_EBUSY.  tty.setraw.
 *
 *     async_stream_set_raw(in, 1);
 *     char key;
 *     await async_stream_read(in, &key, 1);
 */
int async_stream_set_raw(async_stream *s, int on);

/* The descriptor, which stays the stream's; negative when there is none. */
int async_stream_fd(const async_stream *s);
