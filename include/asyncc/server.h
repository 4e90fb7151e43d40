/* server.h: servers that run a coroutine for each client.  asyncio.start_server.
 *
 *     async void greet(async_stream *s, void *data) {
 *         await async_stream_write(s, "hello\n", 6);
 *     }
 *
 *     async_with (async_server *server, async_listening("127.0.0.1", 8080, NULL)) await async_serve(server, greet, NULL);
 */
#pragma once
#include "error.h"
#include "language.h"
#include "size.h"
#include "stream.h"

typedef struct async_server async_server;

/* All zero is the default. */
typedef struct async_server_options {
    int backlog;                /* connections that the kernel keeps; 0: as many as it allows */
    int reuse_port;             /* several processes, or loops, share the port, and the kernel spreads clients over them */
    int only_ipv6;              /* with an IPv6 address: no IPv4 clients; always so when it listens on both */
    size_t clients;             /* at once, the others wait to be accepted; 0: any number */
    /* Told of the error that a client's coroutine ended with.  Null: its traceback is printed, unless it only says that the peer is gone
     * (UV_ECONNRESET, UV_EPIPE, UV_ECONNABORTED). */
    void (*failed)(const async_error *error, void *data);
} async_server_options;

/* Listens on a port of an address, or of all that a name has; null: of all of this machine's.  Port 0: a free one.  Suspends for a name only; cancelled,
 * nothing is open.  Throws UV_EADDRINUSE, UV_EACCES …  Close it with async_server_close, or use the context managers, which do. */
_Async async_server *async_listen(const char *host, int port, const async_server_options *options);
/* On a Unix socket; one that is left there from before is replaced, and it is removed at the end.  Does not
 * suspend.  asyncio.start_unix_server. */
_Async async_server *async_listen_unix(const char *path, const async_server_options *options);
_Async_context async_server *async_listening(const char *host, int port, const async_server_options *options);
_Async_context async_server *async_listening_unix(const char *path, const async_server_options *options);

/* Runs handler(stream, data) for each client, all in one task group, until the server is stopped and all have ended.  The stream is the
 * server's: it is closed when the handler ends (what was written is sent before; not if it threw).  A handler that throws ends
 * its client only.  When the process has no more descriptors, clients that come are turned away, and serving goes on.
 * Cancelled, the handlers are cancelled and waited for.  Throws UV_EBUSY when the server is being served.  server.serve_forever(). */
_Async void async_serve(async_server *server, _Async void (*handler)(async_stream *stream, void *data), void *data);

/* The next client, whose stream is the caller's; null when the server is stopped.  Suspends.  Cancelled, the client is left for the next call.
 * Throws what accepting ran into (UV_EMFILE, UV_ENOMEM …): wait a little, and call it again. */
_Async async_stream *async_server_accept(async_server *server);

/* No more clients: connections are refused from now on, async_serve ends when the present ones have.  Harmless when it has stopped.  server.close(). */
void async_server_stop(async_server *server);
/* The same, and the handlers are cancelled.  server.close(), server.abort_clients(). */
void async_server_abort(async_server *server);
/* Stops and frees it.  Clients that async_serve has go on.  Null is allowed. */
void async_server_close(async_server *server);

/* The port it listens on (its first); 0 for a Unix socket.  Clients that are served now. */
int async_server_port(const async_server *server);
size_t async_server_clients(const async_server *server);
