/* temporary.c: see temporary.h.
 *
 * The directory $TMPDIR/asyncc-USER-HASH is used under a lock on the directory itself.  One that a killed process left
 * behind is unlocked and is taken over; one that is locked belongs to a process with the very same command, and this one
 * makes a directory of a random name instead.
 */
#include "temporary.h"
#include "program.h"
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static struct words files, directories;

static void remove_all(void) {
    for (int i = 0; i < files.n; i++) unlink(files.items[i]);
    for (int i = 0; i < directories.n; i++) rmdir(directories.items[i]);
    files.n = directories.n = 0;
}

void temporary_remember(const char *path) {
    if (!files.n && !directories.n) tidy_with(remove_all);
    words_add(&files, text_format("%s", path));
}

/* Makes or takes over the directory; false when it is another's.  The lock lasts as long as the process. */
static bool take_directory(const char *path) {
    for (int attempt = 0; attempt < 3; attempt++) {
        if (mkdir(path, 0700) && errno != EEXIST) return false;
        int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0) continue;               /* its owner has just removed it */
        struct stat opened, named;
        if (flock(fd, LOCK_EX | LOCK_NB) || fstat(fd, &opened) || opened.st_uid != geteuid() || (opened.st_mode & 077)) {
            close(fd);
            return false;
        }
        if (!lstat(path, &named) && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev) return true;
        close(fd);
    }
    return false;
}

char *temporary_file(const char *key, const char *base) {
    if (!files.n && !directories.n) tidy_with(remove_all);
    uint64_t hash = 0xcbf29ce484222325;     /* FNV-1a */
    for (const char *p = key; *p; p++) hash = (hash ^ (unsigned char)*p) * 0x100000001b3;
    const char *parent = getenv("TMPDIR");
    if (!parent || !*parent) parent = "/tmp";
    char *directory = text_format("%s/asyncc-%ld-%016llx", parent, (long)geteuid(), (unsigned long long)hash);
    if (!take_directory(directory)) {
        free(directory);
        directory = text_format("%s/asyncc-%ld-XXXXXX", parent, (long)geteuid());
        if (!mkdtemp(directory)) fatal("cannot make a directory in '%s': %s", parent, strerror(errno));
    }
    words_add(&directories, directory);
    char *path = text_format("%s/%s", directory, base);
    words_add(&files, path);
    return path;
}
