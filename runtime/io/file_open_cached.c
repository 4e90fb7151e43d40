/* file_open_cached.c: opening a file to be read without a thread, when the kernel has all that this takes in memory.
 *
 * openat2 with RESOLVE_CACHED (Linux 5.12) walks a path only through names that are in memory.  It says nothing of the open itself, which may wait for
 * whoever serves the file: the other end of a pipe, a device, a program (FUSE), a server (NFS).  So
 *  - only a file system is trusted that was seen to be local: it tells what it has in memory (file_cached.c), and is one of those below.  Its device's number is
 *    remembered for a second, as it may then be another's;
 *  - what the path stands for is looked at by a descriptor that opens nothing (O_PATH), and must be a regular file that needs no key and no proof from the disk;
 *  - O_NONBLOCK is for what that leaves: a lease of another process's, or a pipe that takes the name in this very moment.  It is taken off, and what
 *    was opened must be what was looked at;
 *  - where opening takes its time all the same (who guards the machine against viruses is asked, by fanotify), threads do it for a while.
 *
 * Whatever goes wrong, errors too, is for a thread to do again, and to tell.
 */
#include "file_parts.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined __linux__ && defined __has_include
#if __has_include(<linux/openat2.h>) && __has_include(<linux/magic.h>)
#include <linux/magic.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#endif
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#endif
#endif

#if defined RESOLVE_CACHED && defined SYS_openat2 && defined STATX_ATTR_VERITY

#ifndef RUNNING_ON_VALGRIND
#define RUNNING_ON_VALGRIND 0
#endif
#ifndef XFS_SUPER_MAGIC
#define XFS_SUPER_MAGIC 0x58465342
#endif

enum { REMEMBERED = 1000, DISTRUSTED = 10000 };         /* ms */
enum { SLOW = 1000000 };                /* ns: much longer than it ever takes, but when another program has the processor */

/* The file system that was seen last. */
static _Thread_local struct {
    dev_t device;
    uint64_t until;                     /* of uv_now; 0: none was seen */
    int is_local;
} seen;

/* One slow open tells nothing, but many do: each counts eight times as much as a quick one. */
static _Thread_local struct {
    int slow;
    uint64_t until;                     /* of uv_now: distrusted */
} pace;

static int is_missing;                  /* the system has no such call, or does not let us; atomic */

void asyncc__file_system_seen(int fd, dev_t device) {
    uint64_t now = uv_now(async_uv_loop());
    if (seen.device == device && now < seen.until) return;
    struct statfs status;
    seen.device = device;
    seen.until = now + REMEMBERED;
    seen.is_local = !fstatfs(fd, &status) &&
                    (status.f_type == EXT4_SUPER_MAGIC || status.f_type == XFS_SUPER_MAGIC || status.f_type == BTRFS_SUPER_MAGIC);
}

static int open_cached(const char *path, int flags) {
    struct open_how how = { .flags = (unsigned)(flags | O_CLOEXEC), .resolve = RESOLVE_CACHED };
    return (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how);
}

static int look_at(int fd, struct statx *status) {
    return !statx(fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_TYPE | STATX_INO | STATX_SIZE, status);
}

static int is_at_hand(const struct statx *status) {
    return S_ISREG(status->stx_mode) && makedev(status->stx_dev_major, status->stx_dev_minor) == seen.device &&
           !(status->stx_attributes & (STATX_ATTR_ENCRYPTED | STATX_ATTR_VERITY));
}

static int is_same(const struct statx *a, const struct statx *b) {
    return a->stx_ino == b->stx_ino && a->stx_dev_major == b->stx_dev_major && a->stx_dev_minor == b->stx_dev_minor;
}

static void keep_pace(uint64_t began) {
    if (uv_hrtime() - began < SLOW) {
        pace.slow -= pace.slow > 0;
    } else if ((pace.slow += 8) > 24) {
        pace.slow = 0;
        pace.until = uv_now(async_uv_loop()) + DISTRUSTED;
    }
}

int asyncc__file_open_cached(const char *path, int flags, long long *size) {
    uint64_t now = uv_now(async_uv_loop());
    if (flags != O_RDONLY || !seen.is_local || now >= seen.until || now < pace.until) return -1;
    if (__atomic_load_n(&is_missing, __ATOMIC_RELAXED) || asyncc__must_wait()) return -1;
    if (RUNNING_ON_VALGRIND) return -1;                 /* older ones complain about a call that they do not know */
    struct statx named, opened;
    uint64_t began = uv_hrtime();
    int name = open_cached(path, O_PATH), fd = -1;
    if (name < 0) {
        if (errno == ENOSYS || errno == EINVAL || errno == EPERM) __atomic_store_n(&is_missing, 1, __ATOMIC_RELAXED);
        return -1;
    }
    if (look_at(name, &named) && is_at_hand(&named)) fd = open_cached(path, O_RDONLY | O_NONBLOCK | O_LARGEFILE);
    close(name);
    keep_pace(began);
    if (fd < 0) return -1;
    if (!look_at(fd, &opened) || !is_same(&named, &opened) || fcntl(fd, F_SETFL, 0)) {
        close(fd);
        return -1;
    }
    *size = (long long)opened.stx_size;
    return fd;
}

#else

void asyncc__file_system_seen(int fd, dev_t device) { (void)fd, (void)device; }
int asyncc__file_open_cached(const char *path, int flags, long long *size) { return (void)path, (void)flags, (void)size, -1; }

#endif
