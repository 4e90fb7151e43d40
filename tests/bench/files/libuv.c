/* The limit: raw libuv callbacks, one request for each open, read and close.  PROGRAM big|small|whole FOLDER. */
#include "../bench.h"
#include <uv.h>

enum { PIECE = 65536, AT_ONCE = 64, FILES = 10000 };

struct reader { uv_fs_t request; uv_file fd; char path[256]; char *buffer; };

static const char *folder;
static uint64_t check;
static int next_file, is_small;

static void next(struct reader *r);
static void on_closed(uv_fs_t *request) {
    uv_fs_req_cleanup(request);
    if (is_small) next((struct reader *)request);
}

static void on_read(uv_fs_t *request) {
    struct reader *r = (struct reader *)request;
    ssize_t n = request->result;
    uv_fs_req_cleanup(request);
    if (n < 0) abort();
    if (!n) {
        uv_fs_close(request->loop, request, r->fd, on_closed);
        return;
    }
    check += (uint64_t)n + (unsigned char)r->buffer[0];
    uv_buf_t buf = uv_buf_init(r->buffer, PIECE);
    uv_fs_read(request->loop, request, r->fd, &buf, 1, -1, on_read);
}

static void on_open(uv_fs_t *request) {
    struct reader *r = (struct reader *)request;
    if ((r->fd = (uv_file)request->result) < 0) abort();
    uv_fs_req_cleanup(request);
    uv_buf_t buf = uv_buf_init(r->buffer, PIECE);
    uv_fs_read(request->loop, request, r->fd, &buf, 1, -1, on_read);
}

static void next(struct reader *r) {
    if (next_file >= FILES) return;
    snprintf(r->path, sizeof r->path, "%s/%d", folder, next_file++);
    uv_fs_open(uv_default_loop(), &r->request, r->path, O_RDONLY, 0, on_open);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    static struct reader readers[AT_ONCE];
    folder = argv[2];
    is_small = !!strcmp(argv[1], "big");
    double began = bench_now();
    if (is_small) {
        for (int k = 0; k < AT_ONCE; k++) {
            readers[k].buffer = malloc(PIECE);
            next(&readers[k]);
        }
    } else {
        readers->buffer = malloc(PIECE);
        snprintf(readers->path, sizeof readers->path, "%s/big", folder);
        uv_fs_open(uv_default_loop(), &readers->request, readers->path, O_RDONLY, 0, on_open);
    }
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
    bench_report(check, bench_now() - began);
    return 0;
}
