/* file.h: files that are read and written without stopping the loop.  Like aiofiles over C's stdio.
 *
 *     async_with (async_file *f, async_file_opened("log.txt", "r"))
 *         async_for (char *line, async_file_lines(f)) puts(line);
 *
 * For regular files: what may wait for somebody, pipes and terminals, is read as a stream (stream.h); a thread that waits for input cannot be called off.
 * What the kernel has in memory is read at once, where the file system can tell (ext4, xfs, btrfs), and there a file whose name is in memory is opened at once to
 * be read; all else that may wait for a disk is done on libuv's worker threads (4, shared with name look-ups; UV_THREADPOOL_SIZE changes it), as the
 * kernel has no other way.
 * Reading goes through a buffer, as writing does, so that small pieces cost next to nothing; big ones go straight to and from the caller's memory.
 *
 * A file belongs to the loop that opened it and to whoever opened it, who closes it; the loop closes what was forgotten, and says so in
 * debug mode.  One task at a time reads, writes, moves or closes it (UV_EBUSY); async_file_pread and async_file_pwrite are for many.
 *
 * All throw what the system says (UV_EIO, UV_ENOSPC, UV_EISDIR …), UV_EBADF for reading what was opened for writing, or the reverse, and UV_ENOMEM.
 */
#pragma once
#include "fs.h"
#include "language.h"
#include "size.h"

typedef struct async_file async_file;

/* ---------------------------------------------------------------- opening, closing */

/* Opens a file; the modes are those of fopen: "r", "w", "a", each with "+", and with "x" where it must not exist yet ("wx").  New files are 0666 less the
 * umask.  Suspends.  Cancelled, no file is open (a new one may have been made).  Throws UV_ENOENT, UV_EACCES, UV_EINVAL for a mode.
 * aiofiles.open. */
_Async async_file *async_file_open(const char *path, const char *mode);

/* A context manager around it; the file is closed at the end of the block, however that is left. */
_Async_context async_file *async_file_opened(const char *path, const char *mode);

/* A file without a name, open to be written and read, gone when it is closed.  aiofiles.tempfile.TemporaryFile. */
_Async_context async_file *async_file_temporary(void);

/* A file on an open descriptor, which then belongs to it.  Null when there is no memory.  Does not suspend. */
async_file *async_file_from(int fd, const char *mode);

/* Writes what is left, closes the file and frees it, also when that throws (what could not be written is lost) or is cancelled.  Null is allowed.  Suspends,
 * unless the file was only read, from the kernel's memory.  f.close(). */
_Async void async_file_close(async_file *f);

/* Its descriptor. */
int async_file_fd(const async_file *f);

/* ---------------------------------------------------------------- reading
 *
 * Suspend when the buffer has not got what they want.  Cancelled, they have taken nothing.
 * What is lent is valid until the file is next used; async_file_length is how long it is, for what has null bytes in it. */

/* Up to so many bytes: how many; 0 at the end.  f.read(n), f.readinto(). */
_Async size_t async_file_read(async_file *f, void *buffer, size_t size);

/* The next line without its "\n" or "\r\n", lent; null at the end.  Throws UV_EMSGSIZE when it is longer than 1 MiB; nothing is taken
 * then.  f.readline(). */
_Async char *async_file_readline(async_file *f);

/* All that is left, lent.  Throws UV_EMSGSIZE when that is more than so many bytes.  f.read(). */
_Async char *async_file_readall(async_file *f, size_t limit);

size_t async_file_length(const async_file *f);

/* The lines, each valid until the next one is asked for.  async for line in f.
 *
 *     async_for (char *line, async_file_lines(f)) puts(line);
 */
_Async_generator char *async_file_lines(async_file *f);

/* Up to so many bytes from an offset, past the buffer; any number of tasks at once.  Cancelled, it throws when the kernel is done with the
 * buffer.  os.pread. */
_Async size_t async_file_pread(async_file *f, void *buffer, size_t size, long long offset);

/* ---------------------------------------------------------------- writing
 *
 * Writes are kept in a buffer of 64 KiB until that is full, or the file is flushed, moved, read from or closed. */

/* Writes all of it.  Suspends when the buffer is full.  Cancelled, any part of it may have been written, or still will be; the data may go.  When it throws (a
 * full disk), what could not be written is dropped, and the place is behind what could.  f.write(). */
_Async void async_file_write(async_file *f, const void *data, size_t size);

/* Adds to the buffer, whatever its size, and never suspends: 0; UV_ENOMEM, UV_EBADF, or the error that an earlier write ran into. */
int async_file_put(async_file *f, const void *data, size_t size);
int async_file_printf(async_file *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Hands what is buffered to the system; sync: to the disk, too.  Cancelled, it is written all the same.  f.flush(), os.fsync. */
_Async void async_file_flush(async_file *f);
_Async void async_file_sync(async_file *f);

/* Writes all of it at an offset, past the buffer; any number of tasks at once.  Cancelled, it throws when the kernel is done with the data, of which any
 * part may have been written.  os.pwrite. */
_Async void async_file_pwrite(async_file *f, const void *data, size_t size, long long offset);

/* ---------------------------------------------------------------- place and size */

/* Goes to `offset` from the start, the current place or the end (SEEK_SET, SEEK_CUR, SEEK_END): the place from the start.  Writes
 * what is buffered first.  Cancelled, the place may have been left as it was.  Throws UV_EINVAL before the start, UV_ESPIPE for a pipe.  f.seek(), f.tell(). */
_Async long long async_file_seek(async_file *f, long long offset, int whence);
long long async_file_tell(const async_file *f);

/* Cuts or grows it to so many bytes; the place stays.  Suspends.  Cancelled, it may still happen.  f.truncate(). */
_Async void async_file_truncate(async_file *f, long long size);

/* What is known of the file (st_size, st_nlink: 0 when it was removed, st_mtim …), whatever its name now stands for; what is only in the buffer does not count.
 * Suspends; any number of tasks at once.  Cancelled, it goes on at once.  os.fstat. */
_Async async_stat_result async_file_stat(async_file *f);

/* ---------------------------------------------------------------- whole files */

/* The contents, with a null byte behind them, to be freed with free; the size in *size, if that is not null.  Suspends.  Cancelled, nothing
 * is left.  pathlib.Path.read_bytes.
 *
 *     char *text = await async_read_file("config", NULL);
 *     defer free(text);
 */
_Async char *async_read_file(const char *path, size_t *size);

/* Makes these the contents, all at once: they are written to a new file beside it (to the disk, before it goes on), which then takes the name, with
 * the permissions of the old one.  Whoever opens it sees the old contents or the new.  Cancelled, it throws when a thread is done with the
 * data: the contents are then the old or the new ones.  Failed, they are the old ones.  pathlib.Path.write_bytes, but atomic. */
_Async void async_write_file(const char *path, const void *data, size_t size);
