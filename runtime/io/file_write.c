/* file_write.c: writing, through the block `out`; what is being written is `sent`. */
#include "file_parts.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void on_written(uv_fs_t *uv);

static int write_on(struct block *b) {
    size_t left = b->end - b->start;
    uv_buf_t rest = uv_buf_init(b->bytes + b->start, left > INT32_MAX ? INT32_MAX : (unsigned)left);
    return uv_fs_write(async_uv_loop(), &b->uv, b->descriptor->fd, &rest, 1, b->place, on_written);
}

/* What was not written is dropped, and the next bytes go where it would have gone: there is no hole. */
static void write_failed(async_file *f, struct block *b, int error) {
    f->error = error;
    if (f->place != NOWHERE) f->place -= (long long)(b->end - b->start);
    b->start = b->end;
}

static void on_written(uv_fs_t *uv) {
    struct block *b = container_of(uv, struct block, uv);
    ssize_t n = uv->result;
    uv_fs_req_cleanup(uv);
    if (n > 0) {
        b->start += (size_t)n;
        if (b->place != NOWHERE) b->place += n;
        if (b->start < b->end && !(n = write_on(b))) return;
    }
    if (b->start < b->end && b->file) write_failed(b->file, b, n ? (int)n : UV_EIO);
    asyncc__request_done(&b->request, n);
}

/* Begins to write what was collected. */
static void write_out(async_file *f) {
    if (f->sent) return;
    struct block *b = f->sent = f->out;
    f->out = NULL;
    b->place = f->is_append ? NOWHERE : f->place;
    if (f->is_append) asyncc__file_find_end(f);
    if (f->place != NOWHERE) f->place += (long long)(b->end - b->start);
    int status = write_on(b);
    asyncc__request_started(&b->request, &b->uv, status);
    b->request.uv = NULL;               /* a writer that leaves does not stop it */
    if (status < 0) write_failed(f, b, status);
}

static int take_error(async_file *f) {
    int error = f->error;
    f->error = 0;
    return error;
}

/* Waits until everything is written. */
async void asyncc__file_empty(async_file *f) {
    while (f->out || f->sent) {
        write_out(f);
        await asyncc__request_wait(&f->sent->request);
        asyncc__block_free(&f->sent);
        int error = take_error(f);
        if (error) throw(error, "write: %s", uv_strerror(error));
    }
}

/* Room for so much more in `out`. */
static int make_room(async_file *f, size_t size) {
    if (!f->can_write) return UV_EBADF;
    if (f->use == READING) return UV_EBUSY;
    if (f->error) return take_error(f);
    if (asyncc__file_has_places(f)) asyncc__file_give_up(f);
    if (!f->out) return (f->out = asyncc__block_new(f, size < BLOCK ? BLOCK : size)) ? 0 : UV_ENOMEM;
    size_t needed = f->out->end + size;
    return needed <= f->out->size ? 0 : asyncc__block_grow(f->out, needed < 2 * f->out->size ? 2 * f->out->size : needed);
}

int async_file_put(async_file *f, const void *data, size_t size) {
    asyncc__resource_check(f);
    int status = make_room(f, size);
    if (status || !size) return status;
    memcpy(f->out->bytes + f->out->end, data, size);
    f->out->end += size;
    return 0;
}

int async_file_printf(async_file *f, const char *format, ...) {
    asyncc__resource_check(f);
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    int status = length < 0 ? UV_EINVAL : make_room(f, (size_t)length);
    if (!status) f->out->end += (size_t)vsnprintf(f->out->bytes + f->out->end, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return status;
}

async void async_file_write(async_file *f, const void *data, size_t size) {
    asyncc__resource_check(f);
    await asyncc__file_begin(f, WRITING);
    defer f->use = UNUSED;
    if (size < BLOCK) {
        int status = async_file_put(f, data, size);
        if (status) throw(status, "write: %s", uv_strerror(status));
        if (f->out && f->out->end >= BLOCK) await asyncc__file_empty(f);
        return;
    }
    await asyncc__file_empty(f);
    if (f->place != NOWHERE) asyncc__file_give_up(f);
    defer if (f->is_append) asyncc__file_find_end(f);
    for (size_t done = 0; done < size;)
        done += await asyncc__file_move(f, uv_fs_write, "write", (char *)data + done, size - done,
                                       f->is_append ? NOWHERE : f->place, &f->place);
}

async void async_file_flush(async_file *f) {
    asyncc__resource_check(f);
    await asyncc__file_begin(f, WRITING);
    defer f->use = UNUSED;
    await asyncc__file_empty(f);
}
