/* file.c: what open files are made of: a descriptor, and blocks of bytes on their way.
 *
 * file_open.c opens and closes them; file_read.c and file_write.c go through the blocks, file_direct.c past them; file_cached.c reads
 * what needs no thread, and file_open_cached.c opens it; file_place.c knows where they stand.
 *
 * A file has at most one block of each kind: `in` holds bytes from the file that the program has not read yet, `out` bytes of the program's that are
 * not in the file yet.  Never both: reading begins with a flush, writing with giving up what was read ahead.  `place` is where the kernel
 * stands (the end of `in`, the start of `out`), or NOWHERE for what has no places (pipes, terminals).  What was just opened is taken for a file
 * with places, without asking the system: reading that is as good as asking, since one at a place is refused by a pipe (UV_ESPIPE).
 *
 * A block is a request, so libuv may still work on it when the task that waited was cancelled, and even when the file is closed. Therefore
 *  - a read that was left goes on to fill `in`, and the next reader waits for it;
 *  - a write that was left goes on to its end, by its callback;
 *  - the descriptor is closed by whoever needs it last: another file could get its number otherwise.
 */
#include "file_parts.h"
#include <stdlib.h>

static void descriptor_drop(asyncc__request *request) {
    struct descriptor *d = container_of(request, struct descriptor, request);
    uv_fs_req_cleanup(&d->uv);
    if (d->fd >= 0) uv_fs_close(NULL, &d->uv, d->fd, NULL);
}

struct descriptor *asyncc__descriptor_new(int fd) {
    struct descriptor *d = asyncc__request_try_new(sizeof *d, descriptor_drop);
    if (!d) return NULL;
    d->fd = fd;
    d->references = 1;
    return d;
}

void asyncc__descriptor_release(struct descriptor *d) {
    if (!--d->references) asyncc__request_free(&d->request);
}

static void block_drop(asyncc__request *request) {
    struct block *b = container_of(request, struct block, request);
    asyncc__descriptor_release(b->descriptor);
    free(b->bytes);
}

struct block *asyncc__block_new(async_file *f, size_t size) {
    struct block *b = asyncc__request_try_new(sizeof *b, NULL);
    if (!b) return NULL;
    if (!(b->bytes = asyncc__malloc(size + 1))) {
        asyncc__request_free(&b->request);
        return NULL;
    }
    b->request.drop = block_drop;
    b->size = size;
    b->file = f;
    b->descriptor = f->descriptor;
    b->descriptor->references++;
    return b;
}

void asyncc__block_free(struct block **place) {
    struct block *b = *place;
    *place = NULL;
    if (!b) return;
    b->file = NULL;
    asyncc__request_free(&b->request);
}

int asyncc__block_grow(struct block *b, size_t size) {
    char *bytes = asyncc__realloc(b->bytes, size + 1);
    if (!bytes) return UV_ENOMEM;
    b->bytes = bytes;
    b->size = size;
    return 0;
}

/* One task at a time. */
async void asyncc__file_begin(async_file *f, enum use use) {
    if (f->use) throw(UV_EBUSY, "another task is using the file");
    if (use == READING && !f->can_read) throw(UV_EBADF, "the file is not open for reading");
    if (use == WRITING && !f->can_write) throw(UV_EBADF, "the file is not open for writing");
    if (use == WRITING) asyncc__file_has_places(f);
    f->use = use;
    f->length = 0;
}
