/* connect.c: connecting, by RFC 8305 where a name has several addresses. */
#include "../stream.h"
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#define ATTEMPT_DELAY 0.25      /* RFC 8305, section 5 */

struct connecting { asyncc__request request; uv_connect_t uv; };

static void connected(uv_connect_t *uv, int status) { asyncc__request_done(&container_of(uv, struct connecting, uv)->request, status); }

/* An error closes the stream; so does a cancellation, after which libuv calls back. */
async async_stream *async_connect_address(const struct sockaddr *address) {
    struct connecting *c = await asyncc__request_new(sizeof *c, NULL);
    defer asyncc__request_free(&c->request);
    async_stream *s;
    int status = asyncc__stream_new(STREAM_TCP, -1, &s);
    if (status < 0) throw(status, "connect: %s", uv_strerror(status));
    int is_open = 0;
    defer if (!is_open) async_stream_abort(s);
    uv_tcp_t *tcp = (uv_tcp_t *)asyncc__stream_handle(s);
    asyncc__request_started(&c->request, &c->uv, uv_tcp_connect(&c->uv, tcp, address, connected));
    await asyncc__request_wait(&c->request);
    status = (int)c->request.status;
    if (status < 0) {
        char text[64] = "";
        asyncc__address_text(address, text, sizeof text);
        throw(status, "connect to %s: %s", text, uv_strerror(status));
    }
    uv_tcp_nodelay(tcp, 1);
    is_open = 1;
    return s;
}

async async_stream *async_connect_unix(const char *path) {
    if (strlen(path) >= sizeof ((struct sockaddr_un *)0)->sun_path) throw(UV_ENAMETOOLONG, "connect to '%s': %s", path, uv_strerror(UV_ENAMETOOLONG));
    struct connecting *c = await asyncc__request_new(sizeof *c, NULL);
    defer asyncc__request_free(&c->request);
    async_stream *s;
    int status = asyncc__stream_new(STREAM_PIPE, -1, &s);
    if (status < 0) throw(status, "connect: %s", uv_strerror(status));
    int is_open = 0;
    defer if (!is_open) async_stream_abort(s);
    uv_pipe_connect(&c->uv, (uv_pipe_t *)asyncc__stream_handle(s), path, connected);
    asyncc__request_started(&c->request, &c->uv, 0);
    await asyncc__request_wait(&c->request);
    status = (int)c->request.status;
    if (status < 0) throw(status, "connect to '%s': %s", path, uv_strerror(status));
    is_open = 1;
    return s;
}

/* ------------------------------------------------------------ happy eyeballs */

struct race {
    async_group *group;
    async_event *failed;        /* an attempt has: the next one need not wait */
    async_stream *winner;
    int code;                   /* what the first address said */
    int first_failed;
    char message[256];
};

static async void attempt(struct race *r, const struct sockaddr *address, int is_first) {
    try {
        async_stream *s = await async_connect_address(address);
        if (r->winner) {        /* both at once */
            async_stream_abort(s);
        } else {
            r->winner = s;
            async_group_cancel(r->group);
        }
    } catch (e) {
        if (is_first || !r->code) {
            r->code = e->code;
            snprintf(r->message, sizeof r->message, "%s", e->message);
        }
        async_event_set(r->failed);
    }
}

/* Sorts the list by turns of the families, the first one's first (section 4).  `order` has room for n. */
static void interleave(const struct addrinfo *list, const struct addrinfo **order, size_t n) {
    const struct addrinfo *a = list, *b = list;
    int family = list->ai_family, turn = 0;
    for (size_t k = 0; k < n; turn = !turn) {
        const struct addrinfo **from = turn ? &b : &a;
        while (*from && ((*from)->ai_family == family) == turn) *from = (*from)->ai_next;
        if (!*from) continue;
        order[k++] = *from;
        *from = (*from)->ai_next;
    }
}

static async async_stream *connect_any(const struct addrinfo *list, size_t n) {
    const struct addrinfo **order = asyncc__malloc(n * sizeof *order);
    if (!order) throw(UV_ENOMEM, "out of memory");
    defer free(order);
    interleave(list, order, n);
    struct race r = { 0 };
    r.failed = async_event_new();
    if (!r.failed) throw(UV_ENOMEM, "out of memory");
    defer async_event_free(r.failed);
    int is_taken = 0;
    defer if (!is_taken) async_stream_abort(r.winner);
    async_with (async_group *g, async_task_group()) {
        r.group = g;
        for (size_t k = 0; k < n; k++) {
            async_event_clear(r.failed);
            async_group_spawn(g, attempt(&r, order[k]->ai_addr, k == 0));
            if (k == n - 1) break;
            try {
                await async_wait_for(async_event_wait(r.failed), ATTEMPT_DELAY);
            } catch (e, UV_ETIMEDOUT) {}
        }
    }
    if (!r.winner) throw(r.code, "%s", r.message);
    is_taken = 1;
    return r.winner;
}

/* A number needs no resolver. */
int asyncc__address_of(const char *host, int port, struct sockaddr_storage *address) {
    return !uv_ip4_addr(host, port, (struct sockaddr_in *)address) || !uv_ip6_addr(host, port, (struct sockaddr_in6 *)address);
}

async async_stream *async_connect(const char *host, int port) {
    if (port < 0 || port > 65535) throw(UV_EINVAL, "no such port: %d", port);
    struct sockaddr_storage address;
    if (asyncc__address_of(host, port, &address)) return await async_connect_address((struct sockaddr *)&address);
    char service[16];
    snprintf(service, sizeof service, "%d", port);
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV };
    struct addrinfo *list = await async_getaddrinfo(host, service, &hints);
    defer freeaddrinfo(list);
    size_t n = 0;
    for (struct addrinfo *a = list; a; a = a->ai_next) n++;
    if (n == 1) return await async_connect_address(list->ai_addr);
    return await connect_any(list, n);
}

/* -------------------------------------------------------- context managers */

/* The end of the block closes it, sending what is left; an error drops that. */
#define HOLD(s) \
    int is_left = 0; \
    defer if (!is_left) async_stream_abort(s); \
    yield s; \
    is_left = 1; \
    await async_stream_close(s)

async_context async_stream *async_closing(async_stream *s) {
    HOLD(s);
}

async_context async_stream *async_connection(const char *host, int port) {
    async_stream *s = await async_connect(host, port);
    HOLD(s);
}

async_context async_stream *async_unix_connection(const char *path) {
    async_stream *s = await async_connect_unix(path);
    HOLD(s);
}
