/* dns.c: names and addresses, by the system's resolver on libuv's threads. */
#include "../request.h"
#include <netdb.h>

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
