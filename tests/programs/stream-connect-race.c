// A name with several addresses: which are tried, in what order and when; who loses the race is closed; so are all when it is cancelled.
// time: real
// timeout: 60
#include <asyncc.h>
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <uv.h>

// The resolver and connect(2) are the program's: libuv calls these.
static struct sockaddr_storage addresses[20];
static int known;
static double tried[20];
static char order[400];
static int attempts;

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **list) {
    (void)host, (void)service, (void)hints;
    for (int k = known; k--;) {
        struct addrinfo *a = calloc(1, sizeof *a);
        if (!a) return EAI_MEMORY;
        a->ai_addr = (struct sockaddr *)&addresses[k];
        a->ai_family = a->ai_addr->sa_family;
        a->ai_addrlen = sizeof addresses[k];
        a->ai_next = k == known - 1 ? NULL : *list;
        *list = a;
    }
    return 0;
}

void freeaddrinfo(struct addrinfo *list) {
    for (struct addrinfo *next; list; list = next) next = list->ai_next, free(list);
}

int connect(int fd, const struct sockaddr *address, socklen_t length) {
    char text[INET6_ADDRSTRLEN] = "";
    if (address->sa_family == AF_INET6) inet_ntop(AF_INET6, &((struct sockaddr_in6 *)(uintptr_t)address)->sin6_addr, text, sizeof text);
    else inet_ntop(AF_INET, &((struct sockaddr_in *)(uintptr_t)address)->sin_addr, text, sizeof text);
    snprintf(order + strlen(order), sizeof order - strlen(order), "%s%s", attempts ? " " : "", text);
    tried[attempts++] = async_time();
    return (int)syscall(SYS_connect, fd, address, length);
}

static void knows(const char *host, int port) {
    if (uv_ip4_addr(host, port, (struct sockaddr_in *)&addresses[known])) uv_ip6_addr(host, port, (struct sockaddr_in6 *)&addresses[known]);
    known++;
}

static void forget(void) {
    known = attempts = 0;
    order[0] = '\0';
}

// A port where nobody listens, nor will: a socket that stays there keeps others from it, in both families where there are two.
static int closed_port(void) {
    struct sockaddr_in6 a = { .sin6_family = AF_INET6 };
    socklen_t length = sizeof a;
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) a.sin6_family = AF_INET, length = sizeof(struct sockaddr_in), fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&a, length) || getsockname(fd, (struct sockaddr *)&a, &length)) abort();
    return ntohs(a.sin6_port);          // where sin_port is
}

// A port that does not answer: its queue is full.
struct deaf { int fds[4], port; };

static struct deaf deaf(const char *host) {
    struct deaf d = { .fds = { socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) } };
    struct sockaddr_in a = { .sin_family = AF_INET };
    socklen_t length = sizeof a;
    inet_pton(AF_INET, host, &a.sin_addr);
    if (bind(d.fds[0], (struct sockaddr *)&a, sizeof a) || listen(d.fds[0], 0) || getsockname(d.fds[0], (struct sockaddr *)&a, &length)) abort();
    for (int k = 1; k < 4; k++) {
        d.fds[k] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        syscall(SYS_connect, d.fds[k], &a, sizeof a);
    }
    d.port = ntohs(a.sin_port);
    return d;
}

// It answers again, and to the next one that asks: those who filled its queue give up first, or they would take the place that becomes free.
static void take_all(struct deaf *d) {
    for (int k = 1; k < 4; k++) close(d->fds[k]), d->fds[k] = 0;
    fcntl(d->fds[0], F_SETFL, O_NONBLOCK);
    for (int fd; (fd = accept(d->fds[0], NULL, NULL)) >= 0;) close(fd);
}

static void hear(struct deaf *d) {
    for (int k = 0; k < 4; k++)
        if (d->fds[k] > 0) close(d->fds[k]), d->fds[k] = 0;
}

static int descriptors(void) {
    DIR *directory = opendir("/proc/self/fd");
    int n = 0;
    while (readdir(directory)) n++;
    closedir(directory);
    return n;
}

static async void greet(async_stream *s, void *data) {
    (void)data;
    await async_stream_write(s, "hello\n", 6);
}

// Connects, and says what came of it and in what order it was tried.
static async void ask(void) {
    try {
        async_with (async_stream *s, async_connection("a name", 1)) {
            char peer[100];
            async_stream_peer(s, peer, sizeof peer);
            *strrchr(peer, ':') = '\0';
            printf("%s from %s; tried %s\n", await async_stream_readline(s), peer, order);
        }
    } catch (e) {
        printf("%s; tried %s\n", async_error_name(e->code), order);
    }
}

static async void name_peer(void) {
    async_with (async_stream *s, async_connection("a name", 1)) {
        char peer[100];
        async_stream_peer(s, peer, sizeof peer);
        *strrchr(peer, ':') = '\0';
        printf("connected to %s; tried %s\n", peer, order);
    }
}

async int main(void) {
    async_server *server = await async_listen("127.0.0.1", 0, NULL);
    defer async_server_close(server);
    int port = async_server_port(server), none = closed_port();
    async_task(void) serving = async_spawn(async_serve(server, greet, NULL));
    defer async_detach(serving);
    struct deaf a = deaf("127.0.0.2");
    defer hear(&a);
    struct deaf b = deaf("127.0.0.3");
    defer hear(&b);
    await async_stream_close(await async_connect("127.0.0.1", port));        // everything that is opened once is open
    await async_sleep(0.01);
    int before = descriptors();

    // Refused: the next one is tried at once, families in turns; who was first says why it failed.
    forget();
    knows("::1", none), knows("::1", 1), knows("127.0.0.1", port), knows("127.0.0.4", none);
    await ask();
    forget();
    knows("127.0.0.1", none), knows("127.0.0.2", none), knows("::1", none), knows("127.0.0.3", none), knows("127.0.0.4", none);
    await ask();
    forget();
    for (int k = 0; k < 12; k++) knows("127.0.0.5", none);
    knows("127.0.0.1", port);
    double start = async_time();
    await ask();
    printf("without delay: %d\n", async_time() - start < 2);

    // No answer: the next one is tried after a quarter of a second, beside it.
    forget();
    knows("127.0.0.2", a.port), knows("127.0.0.3", b.port), knows("127.0.0.1", port);
    await ask();
    printf("in time: %d %d\n", tried[1] - tried[0] >= 0.249, tried[2] - tried[1] >= 0.249);
    forget();
    knows("127.0.0.2", a.port), knows("127.0.0.1", none);
    async_with (async_deadline *d, async_timeout(20)) {
        (void)d;
        async_task(void) t = async_spawn(ask());
        while (attempts < 2 && !async_done(t)) await async_sleep(0.01);
        await async_sleep(0.01);
        hear(&a);                       // the first one, which is asked again by the kernel, refuses in the end
        await async_join(t);
    }

    // The first one answers late, but before the second: it wins, and the second is given up.
    a = deaf("127.0.0.2");
    forget();
    knows("127.0.0.2", a.port), knows("127.0.0.3", b.port);
    async_task(void) late = async_spawn(name_peer());
    while (attempts < 2 && !async_done(late)) await async_sleep(0.01);
    take_all(&a);
    await async_join(late);
    hear(&a);

    // Cancelled with two of them on their way.
    a = deaf("127.0.0.2");
    forget();
    knows("127.0.0.2", a.port), knows("127.0.0.3", b.port);
    async_task(void) t = async_spawn(ask());
    while (attempts < 2 && !async_done(t)) await async_sleep(0.01);
    async_cancel(t);
    try { await async_join(t); } catch (e, UV_ECANCELED) { puts("cancelled"); }
    try {
        async_with (async_timeout(0.01)) await async_connect("a name", 1);
    } catch (e, UV_ETIMEDOUT) { puts("too late"); }
    await async_sleep(0.01);
    printf("left open: %d\n", descriptors() - before);
    async_server_stop(server);
    await async_sleep(0);
}
// expect: hello from 127.0.0.1; tried ::1 127.0.0.1
// expect: UV_ECONNREFUSED; tried 127.0.0.1 ::1 127.0.0.2 127.0.0.3 127.0.0.4
// expect: hello from 127.0.0.1; tried 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.5 127.0.0.1
// expect: without delay: 1
// expect: hello from 127.0.0.1; tried 127.0.0.2 127.0.0.3 127.0.0.1
// expect: in time: 1 1
// expect: UV_ECONNREFUSED; tried 127.0.0.2 127.0.0.1
// expect: connected to 127.0.0.2; tried 127.0.0.2 127.0.0.3
// expect: cancelled
// expect: too late
// expect: left open: 0
