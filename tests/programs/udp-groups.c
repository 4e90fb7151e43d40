// Datagrams to many: members of a multicast group get them until they leave it; broadcasts are refused until they are allowed.
// time: real
// every point
#include <arpa/inet.h>
#include <asyncc.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

static async void receive(async_udp *u) {
    char text[20] = "";
    async_with (async_timeout(10)) await async_udp_receive(u, text, sizeof text - 1, NULL);
    puts(text);
}

static struct sockaddr_in to(const char *host, int port) {
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    inet_pton(AF_INET, host, &a.sin_addr);
    return a;
}

async int main(void) {
    async_with (async_udp *a, async_udp_bound("0.0.0.0", 0))
    async_with (async_udp *b, async_udp_bound("127.0.0.1", 0)) {
        struct sockaddr_in group = to("239.255.67.67", async_udp_port(a)), direct = to("127.0.0.1", async_udp_port(a));
        struct sockaddr_in all = to("127.255.255.255", async_udp_port(a));
        printf("descriptors: %d\n", async_udp_fd(a) >= 0 && async_udp_fd(a) != async_udp_fd(b));
        printf("no group: %s\n", async_error_name(async_udp_join(a, "127.0.0.1", "127.0.0.1")));
        printf("no address: %s\n", async_error_name(async_udp_join(a, "everybody", NULL)));
        printf("no interface: %s\n", async_error_name(async_udp_join(a, "239.255.67.67", "lo?")));
        printf("join: %d\n", async_udp_join(a, "239.255.67.67", "127.0.0.1"));
        printf("again: %s\n", async_error_name(async_udp_join(a, "239.255.67.67", "127.0.0.1")));
        await async_udp_send(b, "to the group", 12, (struct sockaddr *)&group);
        await receive(a);
        printf("leave: %d\n", async_udp_leave(a, "239.255.67.67", "127.0.0.1"));
        await async_udp_send(b, "nobody reads this", 17, (struct sockaddr *)&group);
        await async_udp_send(b, "to one", 6, (struct sockaddr *)&direct);
        await receive(a);

        printf("broadcast: %s\n", async_error_name(await async_try(async_udp_send(b, "no", 2, (struct sockaddr *)&all))));
        printf("allowed: %d\n", async_udp_set_broadcast(b, 1));
        await async_udp_send(b, "to all", 6, (struct sockaddr *)&all);
        await receive(a);
        printf("forbidden again: %d ", async_udp_set_broadcast(b, 0));
        printf("%s\n", async_error_name(await async_try(async_udp_send(b, "no", 2, (struct sockaddr *)&all))));
    }
}
// expect: descriptors: 1
// expect: no group: UV_EINVAL
// expect: no address: UV_EINVAL
// expect: no interface: UV_EINVAL
// expect: join: 0
// expect: again: UV_EADDRINUSE
// expect: to the group
// expect: leave: 0
// expect: to one
// expect: broadcast: UV_EACCES
// expect: allowed: 0
// expect: to all
// expect: forbidden again: 0 UV_EACCES
