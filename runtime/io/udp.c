/* udp.c: datagrams, by the system's own calls on a socket that never blocks; libuv says when it is worth trying again.  So a datagram is either in the
 * kernel or in the hands of who asked for it, and a cancellation loses none.
 */
#include "../stream.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct async_udp {
    asyncc__resource resource;
    uv_poll_t uv;
    int fd;
    int wanted;                         /* UV_READABLE, UV_WRITABLE: what is waited for */
    async_event *readable, *writable;
    int waiters, is_closed;             /* freed by whoever is last */
};

static void on_ready(uv_poll_t *uv, int status, int events) {
    async_udp *u = container_of(uv, async_udp, uv);
    if (status < 0) events = UV_READABLE | UV_WRITABLE;         /* the call that is tried again says what it is */
    u->wanted &= ~events;
    if (u->wanted) uv_poll_start(uv, u->wanted, on_ready);
    else uv_poll_stop(uv);
    if (events & UV_READABLE) async_event_set(u->readable);
    if (events & UV_WRITABLE) async_event_set(u->writable);
}

static void release(async_udp *u) {
    if (!u->is_closed || u->waiters) return;
    async_event_free(u->readable);
    async_event_free(u->writable);
    free(u);
}

static void on_closed(uv_handle_t *handle) {
    async_udp *u = container_of((uv_poll_t *)handle, async_udp, uv);
    asyncc__handle_closed();
    close(u->fd);
    u->is_closed = 1;
    release(u);
}

static void leave(async_udp *u) {
    u->waiters--;
    release(u);
}

/* Waits until it is worth trying again. */
static async void wait_for(async_udp *u, int event) {
    if (!u->resource.link) throw(UV_ECONNABORTED, "the socket was closed");
    async_event *ready = event == UV_READABLE ? u->readable : u->writable;
    async_event_clear(ready);
    u->wanted |= event;
    int status = uv_poll_start(&u->uv, u->wanted, on_ready);
    if (status) throw(status, "udp: %s", uv_strerror(status));
    u->waiters++;
    defer leave(u);
    await async_event_wait(ready);
    if (!u->resource.link) throw(UV_ECONNABORTED, "the socket was closed");
}

static void close_resource(asyncc__resource *resource) { async_udp_close(container_of(resource, async_udp, resource)); }

void async_udp_close(async_udp *u) {
    if (!u) return;
    asyncc__resource_check(u);
    asyncc__resource_remove(&u->resource);
    async_event_set(u->readable);
    async_event_set(u->writable);
    asyncc__handle_close((uv_handle_t *)&u->uv, on_closed);
}

/* ----------------------------------------------------------------- opening */

typedef int attach(int fd, const struct sockaddr *address, socklen_t length);

/* A socket that `attach` (bind or connect) likes the address of; or an error. */
static int open_socket(const struct addrinfo *a, attach *attach) {
    int fd = socket(a->ai_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return uv_translate_sys_error(errno);
    int off = 0;
    if (a->ai_family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (!attach(fd, a->ai_addr, a->ai_addrlen)) return fd;
    int status = uv_translate_sys_error(errno);
    close(fd);
    return status;
}

static int open_any(const struct addrinfo *list, attach *attach) {
    int first = UV_EADDRNOTAVAIL;
    for (const struct addrinfo *a = list; a; a = a->ai_next) {
        int fd = open_socket(a, attach);
        if (fd >= 0) return fd;
        if (a == list) first = fd;
    }
    return first;
}

static async async_udp *udp_open(const char *host, int port, int flags, attach *attach, const char *what) {
    char service[12];
    snprintf(service, sizeof service, "%d", port);
    struct addrinfo hints = { .ai_socktype = SOCK_DGRAM, .ai_flags = flags };
    struct addrinfo *list = await async_getaddrinfo(host, service, &hints);
    defer freeaddrinfo(list);
    int fd = open_any(list, attach);
    if (fd < 0) throw(fd, "udp: %s port %d: %s", what, port, uv_strerror(fd));
    async_udp *u = asyncc__malloc(sizeof *u);
    if (u) *u = (async_udp){ .fd = fd, .readable = async_event_new(), .writable = async_event_new() };
    int status = !u || !u->readable || !u->writable ? UV_ENOMEM : uv_poll_init(async_uv_loop(), &u->uv, fd);
    if (status) {
        close(fd);
        if (u) {
            async_event_free(u->readable);
            async_event_free(u->writable);
        }
        free(u);
        throw(status, "udp: %s", uv_strerror(status));
    }
    asyncc__resource_add(&u->resource, "a UDP socket", close_resource);
    return u;
}

async async_udp *async_udp_bind(const char *host, int port) { return await udp_open(host, port, AI_PASSIVE, bind, "bind to"); }
async async_udp *async_udp_connect(const char *host, int port) { return await udp_open(host, port, 0, connect, "connect to"); }

async_context async_udp *async_udp_bound(const char *host, int port) {
    async_udp *u = await async_udp_bind(host, port);
    defer async_udp_close(u);
    yield u;
}

async_context async_udp *async_udp_connected(const char *host, int port) {
    async_udp *u = await async_udp_connect(host, port);
    defer async_udp_close(u);
    yield u;
}

/* --------------------------------------------------------------- datagrams */

static async void fail(const char *what) {
    int status = uv_translate_sys_error(errno);
    throw(status, "%s: %s", what, uv_strerror(status));
}

async size_t async_udp_receive(async_udp *u, void *buffer, size_t size, struct sockaddr_storage *from) {
    asyncc__resource_check(u);
    for (;;) {
        socklen_t length = sizeof *from;
        ssize_t n = recvfrom(u->fd, buffer, size, MSG_DONTWAIT | MSG_TRUNC, (struct sockaddr *)from, from ? &length : NULL);
        if (n >= 0) return (size_t)n;
        if (errno == EAGAIN) await wait_for(u, UV_READABLE);
        else if (errno != EINTR) await fail("receive");
    }
}

async void async_udp_send(async_udp *u, const void *data, size_t size, const struct sockaddr *to) {
    asyncc__resource_check(u);
    socklen_t length = !to ? 0 : to->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    while (sendto(u->fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL, to, length) < 0) {
        if (errno == EAGAIN || errno == ENOBUFS) await wait_for(u, UV_WRITABLE);
        else if (errno != EINTR) await fail("send");
    }
}

/* ---------------------------------------------------------------- settings */

static int set(const async_udp *u, int level, int option, const void *value, socklen_t size) {
    return setsockopt(u->fd, level, option, value, size) ? uv_translate_sys_error(errno) : 0;
}

int async_udp_set_broadcast(async_udp *u, int on) { return set(u, SOL_SOCKET, SO_BROADCAST, &on, sizeof on); }

static int membership(async_udp *u, const char *group, const char *interface, int option4, int option6) {
    struct ip_mreq four = { .imr_interface.s_addr = htonl(INADDR_ANY) };
    if (inet_pton(AF_INET, group, &four.imr_multiaddr) == 1) {
        if (interface && inet_pton(AF_INET, interface, &four.imr_interface) != 1) return UV_EINVAL;
        return set(u, IPPROTO_IP, option4, &four, sizeof four);
    }
    struct ipv6_mreq six = { .ipv6mr_interface = interface ? if_nametoindex(interface) : 0 };
    if (inet_pton(AF_INET6, group, &six.ipv6mr_multiaddr) != 1 || (interface && !six.ipv6mr_interface)) return UV_EINVAL;
    return set(u, IPPROTO_IPV6, option6, &six, sizeof six);
}

int async_udp_join(async_udp *u, const char *group, const char *interface) {
    return membership(u, group, interface, IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP);
}

int async_udp_leave(async_udp *u, const char *group, const char *interface) {
    return membership(u, group, interface, IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP);
}

static int own_address(const async_udp *u, struct sockaddr_storage *address) {
    socklen_t length = sizeof *address;
    return getsockname(u->fd, (struct sockaddr *)address, &length) ? uv_translate_sys_error(errno) : 0;
}

int async_udp_port(const async_udp *u) {
    struct sockaddr_storage a;
    int status = own_address(u, &a);
    if (status) return status;
    return ntohs(a.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&a)->sin6_port : ((struct sockaddr_in *)&a)->sin_port);
}

int async_udp_name(const async_udp *u, char *buffer, size_t size) {
    struct sockaddr_storage a;
    int status = own_address(u, &a);
    return status ? status : asyncc__address_text((struct sockaddr *)&a, buffer, size);
}

int async_udp_fd(const async_udp *u) { return u->fd; }
