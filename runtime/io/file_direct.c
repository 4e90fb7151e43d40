/* file_direct.c: operations on a file's descriptor, past its blocks: any number at once, each a request of its own. */
#include "file_parts.h"

static void action_drop(asyncc__request *request) {
    struct action *a = container_of(request, struct action, request);
    uv_fs_req_cleanup(&a->uv);
    asyncc__descriptor_release(a->descriptor);
}

void asyncc__on_acted(uv_fs_t *uv) { asyncc__request_done(&container_of(uv, struct action, uv)->request, uv->result); }

async struct action *asyncc__action_new(async_file *f) {
    struct action *a = await asyncc__request_new(sizeof *a, action_drop);
    a->descriptor = f->descriptor;
    a->descriptor->references++;
    return a;
}

static async void fail(const struct action *a, const char *what) {
    int status = (int)a->request.status;
    throw(status, "%s: %s", what, uv_strerror(status));
}

/* Waits for what `call` starts, and throws what went wrong.  No function: there may be no memory for its frame when libuv has the request already. */
#define FINISH(a, call, what) \
    asyncc__request_started(&(a)->request, &(a)->uv, call); \
    await asyncc__request_wait(&(a)->request); \
    if ((a)->request.status < 0) await fail(a, what)

async size_t asyncc__file_move(async_file *f, asyncc__transfer *transfer, const char *what, void *memory, size_t size, long long offset,
                               long long *moves) {
    struct action *a = await asyncc__action_new(f);
    defer asyncc__request_free(&a->request);
    uv_buf_t buffer = uv_buf_init(memory, size > INT32_MAX ? INT32_MAX : (unsigned)size);
    asyncc__request_started(&a->request, &a->uv,
                            transfer(async_uv_loop(), &a->uv, a->descriptor->fd, &buffer, 1, offset, asyncc__on_acted));
    defer if (moves && *moves != NOWHERE && a->request.status > 0) *moves += a->request.status;
    await asyncc__request_wait_held(&a->request);
    if (a->request.status < 0) await fail(a, what);
    return (size_t)a->request.status;
}

async size_t async_file_pread(async_file *f, void *buffer, size_t size, long long offset) {
    asyncc__resource_check(f);
    if (!f->can_read) throw(UV_EBADF, "the file is not open for reading");
    ssize_t n = size <= READ_AT_ONCE ? asyncc__file_read_cached(f, buffer, size, offset) : -1;
    if (n < 0) return await asyncc__file_move(f, uv_fs_read, "read", buffer, size, offset, NULL);
    await async_sleep(0);               /* the file may be closed then */
    return (size_t)n;
}

async void async_file_pwrite(async_file *f, const void *data, size_t size, long long offset) {
    asyncc__resource_check(f);
    if (!f->can_write) throw(UV_EBADF, "the file is not open for writing");
    for (size_t done = 0; done < size;)
        done += await asyncc__file_move(f, uv_fs_write, "write", (char *)data + done, size - done,
                           offset + (long long)done, NULL);
}

async void async_file_sync(async_file *f) {
    asyncc__resource_check(f);
    await asyncc__file_begin(f, f->can_write ? WRITING : READING);
    defer f->use = UNUSED;
    await asyncc__file_empty(f);
    struct action *a = await asyncc__action_new(f);
    defer asyncc__request_free(&a->request);
    FINISH(a, uv_fs_fsync(async_uv_loop(), &a->uv, a->descriptor->fd, asyncc__on_acted), "sync");
}

async void async_file_truncate(async_file *f, long long size) {
    asyncc__resource_check(f);
    await asyncc__file_begin(f, WRITING);
    defer f->use = UNUSED;
    await asyncc__file_empty(f);
    if (f->place != NOWHERE) asyncc__file_give_up(f);
    struct action *a = await asyncc__action_new(f);
    defer asyncc__request_free(&a->request);
    FINISH(a, uv_fs_ftruncate(async_uv_loop(), &a->uv, a->descriptor->fd, size, asyncc__on_acted), "truncate");
}

async async_stat_result async_file_stat(async_file *f) {
    asyncc__resource_check(f);
    struct action *a = await asyncc__action_new(f);
    defer asyncc__request_free(&a->request);
    FINISH(a, uv_fs_fstat(async_uv_loop(), &a->uv, a->descriptor->fd, asyncc__on_acted), "stat");
    return asyncc__stat_result(&a->uv.statbuf);
}
