/* file_cached.c: what needs no thread, and is done here and now: a trip to one and back costs more than copying 64 KiB.
 *
 * preadv2 with RWF_NOWAIT reads what is in the page cache and does not wait for a disk.  Not every file system can (ext4, xfs and btrfs can;
 * tmpfs, overlayfs and what comes through a network cannot): then, and for what is not in memory, a thread reads.  When fewer bytes came than were asked for,
 * the rest may not be in memory, or not be there at all.  The file's size tells; what preadv2 returns does not: Linux 5.9 and 5.10 say 0 in
 * both cases.  That is asked only of systems that could tell so much, which are the local ones and know it without a disk.
 *
 * Who has read that way gives way: reading lets others have their turn, is cancelled and runs into deadlines as if it had waited.
 *
 * In stress mode a thread does it all, so that everything waits.
 */
#include "file_parts.h"
#include <errno.h>
#include <sys/stat.h>
#include <sys/uio.h>

#ifdef RWF_NOWAIT

static int ends_at(async_file *f, long long place) {
    struct stat status;
    if (fstat(f->descriptor->fd, &status) || !S_ISREG(status.st_mode)) return 0;
    f->has_name = status.st_nlink > 0;
    if (f->cached == CACHED) asyncc__file_system_seen(f->descriptor->fd, status.st_dev);
    return (long long)status.st_size <= place;
}

ssize_t asyncc__file_read_cached(async_file *f, void *memory, size_t size, long long place) {
    if (f->cached == UNCACHED || place < 0 || asyncc__must_wait()) return -1;
    if (place == f->end && ends_at(f, place)) return 0;
    if (size > READ_AT_ONCE) size = READ_AT_ONCE;
    struct iovec to = { memory, size };
    ssize_t n = preadv2(f->descriptor->fd, &to, 1, place, RWF_NOWAIT);
    if (n < 0) {
        if (errno != EAGAIN) f->cached = UNCACHED;
        return -1;
    }
    f->cached = CACHED;
    if ((size_t)n < size) {             /* up to where it was seen to end is no proof, but enough to stop there */
        if (!(n && place + n == f->end) && !ends_at(f, place + n)) return -1;
        f->end = place + n;
    }
    return n;
}

/* Nothing is left to be done for a file of such a system that was only read, and had a name when its end was looked at: without one, the disk's blocks would have to be
 * freed, and a file that was written to may be waited for. */
int asyncc__file_closes_at_once(const async_file *f) {
    return f->cached == CACHED && f->has_name && !f->can_write && !asyncc__must_wait();
}

#else

int asyncc__file_closes_at_once(const async_file *f) { return (void)f, 0; }

ssize_t asyncc__file_read_cached(async_file *f, void *memory, size_t size, long long place) {
    (void)f, (void)memory, (void)size, (void)place;
    return -1;
}

#endif
