/* server.c: listening, accepting, and a coroutine for each client.
 *
 * Connections are accepted as they come, up to QUEUE that nobody has taken; then libuv stops accepting until there is room.  A client's task
 * takes its stream from the queue when it begins: one that is cancelled before leaves it there, so none is lost.
 */
#include "../stream.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define QUEUE 32

struct listener {
    union { uv_handle_t any; uv_stream_t stream; uv_tcp_t tcp; uv_pipe_t pipe; } uv;
    async_server *server;
    int is_ready;               /* libuv holds a connection that there was no room for */
};

struct async_server {
    asyncc__resource resource;  /* first */
    async_server_options options;
    async_event *event;         /* something to accept, or to tell */
    async_group *group;         /* that serves, or null */
    async_stream *queue[QUEUE];
    unsigned first, count;
    unsigned promised;          /* of them, those that tasks of the group will take */
    int status;                 /* an error to be thrown by accept */
    int port;
    int is_stopped, is_closed, users;
    size_t open;                /* listeners that libuv has */
    size_t n;
    struct listener listeners[];
};

static async_stream *pop(async_server *server) {
    async_stream *s = server->queue[server->first++ % QUEUE];
    server->count--;
    return s;
}

static void maybe_free(async_server *server) {
    if (!server->is_closed || server->open || server->users) return;
    while (server->count) async_stream_abort(pop(server));
    async_event_free(server->event);
    free(server);
}

static void release(async_server *server) {
    server->users--;
    maybe_free(server);
}

/* --------------------------------------------------------------- accepting */

static void accept_one(struct listener *l) {
    async_server *server = l->server;
    async_stream *s;
    int is_tcp = l->uv.any.type == UV_TCP;
    int status = asyncc__stream_new(is_tcp ? STREAM_TCP : STREAM_PIPE, -1, &s);
    if (status < 0) {           /* it stays where it is; whoever calls accept is told, and tries again */
        server->status = status;
        return;
    }
    l->is_ready = 0;
    status = uv_accept(&l->uv.stream, asyncc__stream_handle(s));
    if (status < 0) {
        async_stream_abort(s);
        if (status != UV_EAGAIN) server->status = status;
        return;
    }
    if (is_tcp) uv_tcp_nodelay((uv_tcp_t *)asyncc__stream_handle(s), 1);
    server->queue[(server->first + server->count++) % QUEUE] = s;
}

static void accept_ready(async_server *server) {
    for (size_t k = 0; k < server->n && !server->is_stopped; k++)
        if (server->listeners[k].is_ready && server->count < QUEUE) accept_one(&server->listeners[k]);
}

static void on_connection(uv_stream_t *handle, int status) {
    struct listener *l = container_of(handle, struct listener, uv.stream);
    if (status < 0) {
        l->server->status = status;
    } else {
        l->is_ready = 1;
        if (l->server->count < QUEUE) accept_one(l);
    }
    async_event_set(l->server->event);
}

/* Suspends until there is a client that nobody was promised: false when the server has stopped. */
static async int next_client(async_server *server) {
    for (;;) {
        if (server->count > server->promised) return 1;
        accept_ready(server);
        if (server->count > server->promised) return 1;
        int status = server->status;
        if (status) {
            server->status = 0;
            throw(status, "accept: %s", uv_strerror(status));
        }
        if (server->is_stopped) return 0;
        async_event_clear(server->event);
        server->users++;
        defer release(server);
        await async_event_wait(server->event);
    }
}

async async_stream *async_server_accept(async_server *server) {
    asyncc__resource_check(server);
    return await next_client(server) ? pop(server) : NULL;
}

/* ---------------------------------------------------------------- stopping */

static void on_close(uv_handle_t *handle) {
    async_server *server = container_of(handle, struct listener, uv.any)->server;
    asyncc__handle_closed();
    server->open--;
    maybe_free(server);
}

void async_server_stop(async_server *server) {
    asyncc__resource_check(server);
    if (server->is_stopped) return;
    server->is_stopped = 1;
    for (size_t k = 0; k < server->n; k++)
        if (!uv_is_closing(&server->listeners[k].uv.any)) asyncc__handle_close(&server->listeners[k].uv.any, on_close);
    async_event_set(server->event);
}

void async_server_abort(async_server *server) {
    asyncc__resource_check(server);
    async_server_stop(server);
    if (server->group) async_group_cancel(server->group);
}

void async_server_close(async_server *server) {
    if (server) asyncc__resource_check(server);
    if (!server || server->is_closed) return;
    server->is_closed = 1;
    asyncc__resource_remove(&server->resource);
    async_server_stop(server);
    while (server->count > server->promised) async_stream_abort(server->queue[(server->first + --server->count) % QUEUE]);
    maybe_free(server);
}

static void forgotten(asyncc__resource *resource) { async_server_close((async_server *)resource); }

/* --------------------------------------------------------------- listening */

/* With room for n listeners, and closed with what it has when the caller fails. */
static async async_server *server_new(size_t n, const async_server_options *options) {
    async_server *server = asyncc__malloc(sizeof *server + n * sizeof *server->listeners);
    if (!server) throw(UV_ENOMEM, "out of memory");
    memset(server, 0, sizeof *server + n * sizeof *server->listeners);
    server->event = async_event_new();
    if (!server->event) {
        free(server);
        throw(UV_ENOMEM, "out of memory");
    }
    if (options) server->options = *options;
    asyncc__resource_add(&server->resource, "a server", forgotten);
    return server;
}

static int backlog(const async_server *server) { return server->options.backlog > 0 ? server->options.backlog : SOMAXCONN; }

/* The two families have it in the same place. */
static uint16_t *port_of(struct sockaddr_storage *address) {
    return address->ss_family == AF_INET6 ? &((struct sockaddr_in6 *)address)->sin6_port : &((struct sockaddr_in *)address)->sin_port;
}

/* Adds a listener: 0 or an error. */
static int listen_on(async_server *server, const struct sockaddr *wanted, int only_ipv6) {
    struct listener *l = &server->listeners[server->n];
    struct sockaddr_storage address = { 0 };
    memcpy(&address, wanted, wanted->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in));
    if (server->port) *port_of(&address) = htons((uint16_t)server->port);   /* the same for all */
    l->server = server;
    int status = uv_tcp_init_ex(async_uv_loop(), &l->uv.tcp, wanted->sa_family);
    if (status < 0) return status;
    server->n++;
    server->open++;
    int fd, one = 1;
    if (server->options.reuse_port && !(status = uv_fileno(&l->uv.any, &fd)) && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one)) status = -errno;
    if (!status) status = uv_tcp_bind(&l->uv.tcp, (struct sockaddr *)&address, only_ipv6 && wanted->sa_family == AF_INET6 ? UV_TCP_IPV6ONLY : 0);
    if (!status) status = uv_listen(&l->uv.stream, backlog(server), on_connection);
    int length = sizeof address;
    if (!status && !(status = uv_tcp_getsockname(&l->uv.tcp, (struct sockaddr *)&address, &length))) server->port = ntohs(*port_of(&address));
    if (status < 0) asyncc__handle_close(&l->uv.any, on_close);         /* its place is not used again */
    return status;
}

async async_server *async_listen(const char *host, int port, const async_server_options *options) {
    if (port < 0 || port > 65535) throw(UV_EINVAL, "no such port: %d", port);
    struct sockaddr_storage number;
    struct addrinfo one = { .ai_addr = (struct sockaddr *)&number }, *list = &one, *found = NULL;
    defer if (found) freeaddrinfo(found);
    if (!host || !asyncc__address_of(host, port, &number)) {
        char service[16];
        snprintf(service, sizeof service, "%d", port);
        struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV | AI_PASSIVE };
        list = found = await async_getaddrinfo(host, service, &hints);
    }
    size_t n = 0;
    for (struct addrinfo *a = list; a; a = a->ai_next) n++;
    async_server *server = await server_new(n, options);
    int status = 0;
    for (struct addrinfo *a = list; a; a = a->ai_next) {
        int said = listen_on(server, a->ai_addr, server->options.only_ipv6 || n > 1);
        if (said < 0 && said != UV_EAFNOSUPPORT && said != UV_EADDRNOTAVAIL) status = said;
        else if (said < 0 && !server->port && !a->ai_next) status = said;
        if (status) break;
    }
    if (status) {
        async_server_close(server);
        throw(status, "listen on %s, port %d: %s", host ? host : "all addresses", port, uv_strerror(status));
    }
    return server;
}

async async_server *async_listen_unix(const char *path, const async_server_options *options) {
    if (strlen(path) >= sizeof ((struct sockaddr_un *)0)->sun_path) throw(UV_ENAMETOOLONG, "listen on '%s': %s", path, uv_strerror(UV_ENAMETOOLONG));
    async_server *server = await server_new(1, options);
    struct listener *l = &server->listeners[0];
    struct stat old;
    l->server = server;
    int status = uv_pipe_init(async_uv_loop(), &l->uv.pipe, 0);
    if (!status) {
        server->n = server->open = 1;
        if (!lstat(path, &old) && S_ISSOCK(old.st_mode)) unlink(path);
        status = uv_pipe_bind(&l->uv.pipe, path);
    }
    if (!status) status = uv_listen(&l->uv.stream, backlog(server), on_connection);
    if (status < 0) {
        async_server_close(server);
        throw(status, "listen on '%s': %s", path, uv_strerror(status));
    }
    return server;
}

async_context async_server *async_listening(const char *host, int port, const async_server_options *options) {
    async_server *server = await async_listen(host, port, options);
    defer async_server_close(server);
    yield server;
}

async_context async_server *async_listening_unix(const char *path, const async_server_options *options) {
    async_server *server = await async_listen_unix(path, options);
    defer async_server_close(server);
    yield server;
}

int async_server_port(const async_server *server) { return server->port; }
size_t async_server_clients(const async_server *server) { return server->group ? async_group_count(server->group) : 0; }

/* ----------------------------------------------------------------- serving */

struct serving {
    async_server *server;
    async void (*handler)(async_stream *, void *);
    void *data;
    unsigned promised;
    size_t active;              /* clients, with those to come */
    async_event *ended;         /* a client has: there is room for another one; null: there always is */
};

static void report(const struct serving *sv, const async_error *e) {
    if (sv->server->options.failed) {
        sv->server->options.failed(e, sv->data);
    } else if (e->code != UV_ECONNRESET && e->code != UV_EPIPE && e->code != UV_ECONNABORTED) {
        fflush(stdout);
        fprintf(stderr, "asyncc: a server's coroutine for a client failed\n");
        async_error_print(e, stderr);
    }
}

static async void client(struct serving *sv) {
    async_stream *s = pop(sv->server);
    sv->promised--;
    sv->server->promised--;
    accept_ready(sv->server);           /* there is room again */
    async_event_set(sv->server->event);
    asyncc__stream_hold(s);             /* the handler may close it itself */
    defer {
        async_stream_abort(s);          /* if nobody has closed it */
        asyncc__stream_let_go(s);
        sv->active--;
        if (sv->ended) async_event_set(sv->ended);
    }
    try {
        await sv->handler(s, sv->data);
        if (!asyncc__stream_is_closed(s) && !asyncc__stream_error(s)) await asyncc__stream_flush(s);
    } catch (e) {
        report(sv, e);
    }
}

async void async_serve(async_server *server, async void (*handler)(async_stream *, void *), void *data) {
    asyncc__resource_check(server);
    if (server->group) throw(UV_EBUSY, "the server is being served");
    struct serving sv = { .server = server, .handler = handler, .data = data };
    if (server->options.clients && !(sv.ended = async_event_new())) throw(UV_ENOMEM, "out of memory");
    server->users++;
    defer {
        server->group = NULL;
        server->promised -= sv.promised;
        async_event_free(sv.ended);
        release(server);
    }
    async_with (async_group *group, async_task_group()) {
        server->group = group;
        for (;;) {
            try {
                while (sv.ended && sv.active >= server->options.clients && !server->is_stopped) {
                    async_event_clear(sv.ended);
                    await async_event_wait(sv.ended);
                }
                if (!await next_client(server)) break;
                async_group_spawn(group, client(&sv));
                sv.active++;
                sv.promised++;
                server->promised++;
            } catch (e) {               /* no memory, no descriptors: it may be better in a while */
                report(&sv, e);
                await async_sleep(0.1);
            }
        }
    }
}
