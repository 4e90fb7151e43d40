/* fs.h: the file system: what is asked of names rather than of open files.  aiofiles.os.
 *
 * All but async_scandir's loop body suspend, on libuv's worker threads.  Cancelled, the call goes on at once: what was asked may still happen.  The
 * strings may go as soon as a function has been called.  All throw what the system says: UV_ENOENT, UV_EACCES, UV_EEXIST, UV_ENOTEMPTY …
 */
#pragma once
#include "language.h"

/* What is known of a file; `s.st_mode`, for one, is to be asked with S_ISDIR and the like of <sys/stat.h>.  That its fields are called as those of struct stat
 * makes `s.st_mtime` work, too, where <sys/stat.h> is included.  os.stat_result. */
struct async_stat_time { long long tv_sec; long tv_nsec; };          /* since 1970 */
typedef struct async_stat_result {
    unsigned long long st_dev, st_ino, st_rdev;
    unsigned st_mode, st_uid, st_gid;
    unsigned long long st_nlink;
    long long st_size, st_blksize, st_blocks;       /* bytes; bytes; pieces of 512 bytes */
    struct async_stat_time st_atim, st_mtim, st_ctim, st_birthtim;
} async_stat_result;

/* lstat: of a symbolic link itself.  os.stat, os.lstat. */
_Async async_stat_result async_stat(const char *path);
_Async async_stat_result async_lstat(const char *path);

/* True if it is there.  os.path.exists. */
_Async int async_exists(const char *path);

/* os.mkdir; os.makedirs(exist_ok=True): all that are missing on the way; os.rmdir. */
_Async void async_mkdir(const char *path, int mode);
_Async void async_makedirs(const char *path, int mode);
_Async void async_rmdir(const char *path);

/* os.unlink; os.replace: takes the name of what was there; shutil.copyfile: fails with UV_EEXIST where something is. */
_Async void async_unlink(const char *path);
_Async void async_rename(const char *from, const char *to);
_Async void async_copyfile(const char *from, const char *to);

/* os.link, os.symlink, os.readlink, os.path.realpath.  The texts are to be freed with free. */
_Async void async_link(const char *to, const char *path);
_Async void async_symlink(const char *to, const char *path);
_Async char *async_readlink(const char *path);
_Async char *async_realpath(const char *path);

/* os.chmod; os.utime, in seconds since 1970. */
_Async void async_chmod(const char *path, int mode);
_Async void async_utime(const char *path, double accessed, double modified);

/* Removes a file, or a directory with all that is in it, without following links; it is no error when it is not there.  Cancelled, the rest stays.
 * shutil.rmtree. */
_Async void async_remove_tree(const char *path);

/* What is in a directory: a name, valid until the next one is asked for, and what it is of, unknown where the file system does not say.  os.DirEntry. */
typedef enum async_dirent_type {
    ASYNC_DIRENT_UNKNOWN, ASYNC_DIRENT_FILE, ASYNC_DIRENT_DIR, ASYNC_DIRENT_LINK, ASYNC_DIRENT_FIFO, ASYNC_DIRENT_SOCKET, ASYNC_DIRENT_CHAR,
    ASYNC_DIRENT_BLOCK
} async_dirent_type;
typedef struct async_dirent {
    const char *name;
    async_dirent_type type;
} async_dirent;

/* All of them, by name, without "." and "..".  os.scandir.
 *
 *     async_for (async_dirent entry, async_scandir(".")) puts(entry.name);
 */
_Async_generator async_dirent async_scandir(const char *path);

/* A new directory in $TMPDIR or /tmp, removed with all that is in it at the end of the block.  tempfile.TemporaryDirectory.
 *
 *     async_with (const char *directory, async_temporary_directory()) …
 */
_Async_context const char *async_temporary_directory(void);

/* Something happened to a file, or to what is in a directory. */
typedef struct async_change {
    const char *name;           /* in the directory, or of the file; may be null.  Valid until the next change is asked for */
    int is_renamed;             /* made, removed or renamed */
    int is_changed;             /* its contents, or what is known of it */
} async_change;

/* Changes, as they are noticed (by inotify; those of one file at one moment may come as one).  Watching begins when the first one is asked for, and ends with the
 * loop.  Endless.  Who waits for a change and is cancelled ends the watching, as every error does.  watchfiles.awatch. */
_Async_generator async_change async_watch(const char *path);
