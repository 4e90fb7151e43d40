/* file_place.c: where a file stands, whether it has places at all, and going elsewhere. */
#include "file_parts.h"
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether there are places is known from here on. */
int asyncc__file_has_places(async_file *f) {
    if (f->is_assumed && lseek(f->descriptor->fd, 0, SEEK_CUR) < 0) f->place = NOWHERE;
    f->is_assumed = 0;
    return f->place != NOWHERE;
}

/* Where a file that is appended to ends: asked in place, as the system knows it without the disk. */
void asyncc__file_find_end(async_file *f) {
    struct stat status;
    if (f->place != NOWHERE && !fstat(f->descriptor->fd, &status)) f->place = (long long)status.st_size;
}

/* What was read ahead is given up: the kernel goes back to where the program is. */
void asyncc__file_give_up(async_file *f) {
    if (f->in) f->place -= (long long)(f->in->end - f->in->start);
    asyncc__block_free(&f->in);
}

async long long async_file_seek(async_file *f, long long offset, int whence) {
    asyncc__resource_check(f);
    await asyncc__file_begin(f, f->can_write ? WRITING : READING);
    defer f->use = UNUSED;
    if (!asyncc__file_has_places(f)) throw(UV_ESPIPE, "this file has no places to go to");
    await asyncc__file_empty(f);
    asyncc__file_give_up(f);
    long long from = whence == SEEK_CUR ? f->place : 0;
    if (whence == SEEK_END) {
        async_stat_result status = await async_file_stat(f);
        from = status.st_size;
    } else if (whence != SEEK_SET && whence != SEEK_CUR) {
        throw(UV_EINVAL, "seek: from where?");
    }
    if (from + offset < 0) throw(UV_EINVAL, "seek: before the start of the file");
    return f->place = from + offset;
}

long long async_file_tell(const async_file *f) {
    if (f->place == NOWHERE || (f->is_assumed && lseek(f->descriptor->fd, 0, SEEK_CUR) < 0)) return UV_ESPIPE;
    return f->place - (long long)held(f) + (f->out ? (long long)f->out->end : 0);
}
