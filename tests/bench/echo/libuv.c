/* The limit: an echo server of raw libuv callbacks.  Reads into memory of the connection's, writes at once what the kernel takes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

struct connection { uv_tcp_t tcp; char buffer[16384]; };
struct rest { uv_write_t request; char data[]; };

static void on_close(uv_handle_t *handle) { free(handle); }
static void on_written(uv_write_t *request, int status) { (void)status, free(request); }

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf) {
    struct connection *c = (struct connection *)handle;
    (void)suggested;
    *buf = uv_buf_init(c->buffer, sizeof c->buffer);
}

static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf) {
    if (n < 0) uv_close((uv_handle_t *)stream, on_close);
    if (n <= 0) return;
    uv_buf_t out = uv_buf_init(buf->base, (unsigned)n);
    int written = uv_try_write(stream, &out, 1);
    size_t left = (size_t)n - (size_t)(written < 0 ? 0 : written);
    if (!left) return;
    struct rest *rest = malloc(sizeof *rest + left);
    memcpy(rest->data, buf->base + ((size_t)n - left), left);
    out = uv_buf_init(rest->data, (unsigned)left);
    uv_write(&rest->request, stream, &out, 1, on_written);
}

static void on_connection(uv_stream_t *server, int status) {
    struct connection *c = status < 0 ? NULL : malloc(sizeof *c);
    if (!c) return;
    uv_tcp_init(server->loop, &c->tcp);
    if (uv_accept(server, (uv_stream_t *)&c->tcp) < 0) {
        uv_close((uv_handle_t *)c, on_close);
        return;
    }
    uv_tcp_nodelay(&c->tcp, 1);
    uv_read_start((uv_stream_t *)&c->tcp, on_alloc, on_read);
}

int main(void) {
    uv_tcp_t server;
    struct sockaddr_in address;
    struct sockaddr_storage bound;
    int length = sizeof bound;
    uv_tcp_init(uv_default_loop(), &server);
    uv_ip4_addr("127.0.0.1", 0, &address);
    uv_tcp_bind(&server, (struct sockaddr *)&address, 0);
    if (uv_listen((uv_stream_t *)&server, 4096, on_connection) < 0) return 1;
    uv_tcp_getsockname(&server, (struct sockaddr *)&bound, &length);
    printf("%d\n", ntohs(((struct sockaddr_in *)&bound)->sin_port));
    fflush(stdout);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
