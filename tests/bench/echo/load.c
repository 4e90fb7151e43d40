/* The client of all servers: PORT CONNECTIONS REQUESTS BYTES PID.  Each connection sends a request when its last one has come back.
 * Prints the time of the server's process for a request, in microseconds, and requests per second. */
#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Of all threads of the process. */
static double processor_time(const char *pid) {
    char path[64 + 256];
    unsigned long long sum = 0;
    snprintf(path, sizeof path, "/proc/%s/task", pid);
    DIR *threads = opendir(path);
    for (struct dirent *thread; threads && (thread = readdir(threads));) {
        unsigned long long ns = 0;
        snprintf(path, sizeof path, "/proc/%.32s/task/%.20s/schedstat", pid, thread->d_name);
        FILE *file = thread->d_name[0] == '.' ? NULL : fopen(path, "r");
        if (file && fscanf(file, "%llu", &ns) == 1) sum += ns;
        if (file) fclose(file);
    }
    if (threads) closedir(threads);
    return (double)sum * 1e-9;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
    if (argc != 6) return 2;
    int n = atoi(argv[2]), poll = epoll_create1(0), one = 1;
    long total = atol(argv[3]), sent = 0, done = 0;
    ssize_t size = atol(argv[4]), *got = calloc((size_t)n, sizeof *got);
    int *fds = malloc((size_t)n * sizeof *fds);
    char *buffer = calloc((size_t)size, 1);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    for (int k = 0; k < n; k++) {
        struct epoll_event event = { .events = EPOLLIN, .data.u32 = (unsigned)k };
        fds[k] = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(fds[k], (struct sockaddr *)&address, sizeof address)) return 1;
        setsockopt(fds[k], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        epoll_ctl(poll, EPOLL_CTL_ADD, fds[k], &event);
    }
    usleep(100000);
    double began = now(), processor = processor_time(argv[5]);
    for (int k = 0; k < n && sent < total; k++, sent++)
        if (write(fds[k], buffer, (size_t)size) != size) return 1;
    while (done < total) {
        struct epoll_event events[64];
        int count = epoll_wait(poll, events, 64, 30000);
        if (count <= 0) return 1;
        for (int j = 0; j < count; j++) {
            unsigned k = events[j].data.u32;
            ssize_t m = read(fds[k], buffer, (size_t)size);
            if (m <= 0) return 1;
            if ((got[k] += m) < size) continue;
            got[k] = 0;
            done++;
            if (sent >= total) continue;
            sent++;
            if (write(fds[k], buffer, (size_t)size) != size) return 1;
        }
    }
    printf("%.3f %.0f\n", (processor_time(argv[5]) - processor) / (double)total * 1e6, (double)total / (now() - began));
    return 0;
}
