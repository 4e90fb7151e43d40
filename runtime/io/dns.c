/* dns.c: names and addresses, by the system's resolver on libuv's threads. */
#include "../request.h"
#include <netdb.h>
#include <string.h>

struct resolving {
    asyncc__request request;
    uv_getaddrinfo_t uv;
    struct addrinfo *list;
};

static void resolved(uv_getaddrinfo_t *uv, int status, struct addrinfo *list) {
    struct resolving *r = container_of(uv, struct resolving, uv);
    r->list = list;
    asyncc__request_done(&r->request, status);
}

static void drop(asyncc__request *request) { freeaddrinfo(container_of(request, struct resolving, request)->list); }

async struct addrinfo *async_getaddrinfo(const char *host, const char *service, const struct addrinfo *hints) {
    struct resolving *r = await asyncc__request_new(sizeof *r, drop);
    defer asyncc__request_free(&r->request);
    asyncc__request_started(&r->request, &r->uv, uv_getaddrinfo(async_uv_loop(), &r->uv, resolved, host, service, hints));
    await asyncc__request_wait(&r->request);
    int status = (int)r->request.status;
    if (status < 0) throw(status, "name '%s': %s", host ? host : service ? service : "", uv_strerror(status));
    struct addrinfo *list = r->list;
    r->list = NULL;             /* taken */
    return list;
}

struct naming {
    asyncc__request request;
    uv_getnameinfo_t uv;
};

static void named(uv_getnameinfo_t *uv, int status, const char *host, const char *service) {
    (void)host, (void)service;          /* they are in *uv */
    asyncc__request_done(&container_of(uv, struct naming, uv)->request, status);
}

async void async_getnameinfo(const struct sockaddr *address, char *host, char *service, int flags) {
    struct naming *n = await asyncc__request_new(sizeof *n, NULL);
    defer asyncc__request_free(&n->request);
    asyncc__request_started(&n->request, &n->uv, uv_getnameinfo(async_uv_loop(), &n->uv, named, address, flags));
    await asyncc__request_wait(&n->request);
    int status = (int)n->request.status;
    if (status < 0) throw(status, "name of an address: %s", uv_strerror(status));
    if (host) strcpy(host, n->uv.host);
    if (service) strcpy(service, n->uv.service);
}
