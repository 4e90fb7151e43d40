/* Holds many connections to an echo server at once: PORT CONNECTIONS PID.  Each sends a line of its own, twice, all answers are checked, and the memory that
 * the server (PID) has taken for them is printed; then the server is interrupted, and every connection has to end. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char *what, int k) {
    fprintf(stderr, "connection %d: %s: %s\n", k, what, strerror(errno));
    exit(1);
}

static long resident(const char *pid) {
    char path[64], line[128];
    long kilobytes = -1;
    snprintf(path, sizeof path, "/proc/%s/status", pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file)) sscanf(line, "VmRSS: %ld", &kilobytes);
    if (file) fclose(file);
    return kilobytes;
}

static void receive(int fd, char *buffer, size_t size, int k) {
    for (size_t n = 0; n < size;) {
        struct pollfd ready = { fd, POLLIN, 0 };
        if (poll(&ready, 1, 30000) != 1) fail("no answer", k);
        ssize_t got = read(fd, buffer + n, size - n);
        if (got <= 0) fail("read", k);
        n += (size_t)got;
    }
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    int n = atoi(argv[2]), *fds = malloc((size_t)n * sizeof *fds);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    char line[32], answer[32];
    long before = resident(argv[3]);
    for (int k = 0; k < n; k++) {
        fds[k] = socket(AF_INET, SOCK_STREAM, 0);
        if (fds[k] < 0 || connect(fds[k], (struct sockaddr *)&address, sizeof address)) fail("connect", k);
    }
    for (int round = 0; round < 2; round++) {
        for (int k = 0; k < n; k++) {
            int size = snprintf(line, sizeof line, "%d of %d", k, round);
            if (write(fds[k], line, (size_t)size) != size) fail("write", k);
        }
        for (int k = n; k--;) {         /* the last first: all are served, whoever reads */
            int size = snprintf(line, sizeof line, "%d of %d", k, round);
            receive(fds[k], answer, (size_t)size, k);
            if (memcmp(line, answer, (size_t)size)) fail("another's answer", k);
        }
    }
    printf("%d connections, %ld bytes of memory each\n", n, (resident(argv[3]) - before) * 1024 / n);
    kill(atoi(argv[3]), SIGINT);
    for (int k = 0; k < n; k++)
        if (read(fds[k], answer, 1) != 0) fail("does not end", k);
    return 0;
}
