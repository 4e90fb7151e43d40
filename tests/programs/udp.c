// Datagrams: sent, received, refused, cut, cancelled without loss, on IPv4 and IPv6 where there is one; sockets closed under who waits.
// time: real
// every point -DASKS=10
#include <arpa/inet.h>
#include <asyncc.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

#ifndef ASKS
#define ASKS 100
#endif

static async void echo(async_udp *u, int times) {
    char packet[2000];
    struct sockaddr_storage from;
    while (times--) {
        size_t n = await async_udp_receive(u, packet, sizeof packet, &from);
        await async_udp_send(u, packet, n, (struct sockaddr *)&from);
    }
}

static async void ask(int port, size_t i) {
    async_with (async_udp *u, async_udp_connected("127.0.0.1", port)) {
        char text[20], answer[20] = "";
        snprintf(text, sizeof text, "question %zu", i);
        await async_udp_send(u, text, strlen(text), NULL);
        await async_udp_receive(u, answer, sizeof answer, NULL);
        if (strcmp(text, answer)) printf("%s\n", answer);
    }
}

static async void ask_all(int port) { await async_gather_each(i, ASKS, ask(port, i)); }

static async size_t receive(async_udp *u, char *buffer) { return await async_udp_receive(u, buffer, 10, NULL); }

async int main(void) {
    async_with (async_udp *server, async_udp_bound("127.0.0.1", 0)) {
        int port = async_udp_port(server);
        char name[64], expected[64];
        snprintf(expected, sizeof expected, "127.0.0.1:%d", port);
        printf("%d\n", async_udp_name(server, name, sizeof name) == 0 && !strcmp(name, expected));
        await async_gather(echo(server, ASKS), ask_all(port));
        async_with (async_udp *u, async_udp_connected("127.0.0.1", port)) {
            static char buffer[11];
            // A receiver that is cancelled when its datagram has come: the next one gets it.
            async_task(size_t) t = async_spawn(receive(server, buffer));
            try {
                await async_sleep(0.01);
                await async_udp_send(u, "long long datagram", 18, NULL);
            } finally {
                async_cancel(t);
                try { await async_join(t); } catch (e, UV_ECANCELED) { puts("cancelled"); }
            }
            printf("%zu '%s'\n", await receive(server, buffer), buffer);
            await async_udp_send(u, "", 0, NULL);
            printf("%zu\n", await receive(server, buffer));
            static char huge[70000];
            try { await async_udp_send(u, huge, sizeof huge, NULL); } catch (e, UV_EMSGSIZE) { puts(e->message); }
            for (int i = 0; i < 300; i++) await async_udp_send(u, huge, 60000, NULL);   // more than any buffer: dropped or waited for
        }
        char host[NI_MAXHOST], service[NI_MAXSERV];
        struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(80), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
        await async_getnameinfo((struct sockaddr *)&address, host, service, NI_NUMERICHOST | NI_NUMERICSERV);
        printf("%s %s\n", host, service);
        try { await async_udp_bind("127.0.0.1", port); } catch (e, UV_EADDRINUSE) { puts(strrchr(e->message, ':')); }
        async_udp *closed = await async_udp_connect("127.0.0.1", port);
        static char buffer[11];
        async_task(size_t) waiting = async_spawn(receive(closed, buffer));
        try {
            await async_sleep(0);
        } finally {
            async_udp_close(closed);
            try { await async_join(waiting); } catch (e, UV_ECONNABORTED) { puts(e->message); }
        }
        closed = await async_udp_bind("127.0.0.1", 0);
        port = async_udp_port(closed);
        async_udp_close(closed);
        await async_sleep(0.01);
        try { await ask(port, 0); } catch (e, UV_ECONNREFUSED) { puts(e->message); }
    }
    try {
        async_with (async_udp *six, async_udp_bound("::1", 0)) {
            struct sockaddr_in6 self = { .sin6_family = AF_INET6, .sin6_port = htons(async_udp_port(six)), .sin6_addr = IN6ADDR_LOOPBACK_INIT };
            char byte = 'x';
            await async_udp_send(six, &byte, 1, (struct sockaddr *)&self);
            if (await async_udp_receive(six, &byte, 1, NULL) != 1) puts("IPv6 does not work");
        }
    } catch (e, UV_EADDRNOTAVAIL, UV_EAFNOSUPPORT) {}
}
// expect: 1
// expect: cancelled
// expect: 18 'long long '
// expect: 0
// expect: send: message too long
// expect: 127.0.0.1 80
// expect: : address already in use
// expect: the socket was closed
// expect: receive: connection refused
