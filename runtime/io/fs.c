/* fs.c: the file system.  Each function is one request; libuv keeps a copy of the paths. */
#include "../request.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct action {
    asyncc__request request;
    uv_fs_t uv;
};

/* libuv frees the entries of a listing in uv_fs_scandir_next, and forgets the last one when that is where a reader stops. */
static void drop(asyncc__request *request) {
    uv_fs_t *uv = &container_of(request, struct action, request)->uv;
    uv_dirent_t entry;
    if (uv->fs_type == UV_FS_SCANDIR && request->status >= 0)
        while (uv_fs_scandir_next(uv, &entry) == 0) {}
    uv_fs_req_cleanup(uv);
}

static void on_done(uv_fs_t *uv) { asyncc__request_done(&container_of(uv, struct action, uv)->request, uv->result); }

static async struct action *begin(void) { return await asyncc__request_new(sizeof(struct action), drop); }

static async void fail(const struct action *a, const char *what) {
    int status = (int)a->request.status;
    throw(status, "%s '%s': %s", what, a->uv.path ? a->uv.path : "", uv_strerror(status));
}

#define BEGIN() \
    struct action *a = await begin(); \
    defer asyncc__request_free(&a->request)

/* Waits for what `call` starts, and throws what went wrong.  No function that is given the call's result: there may be no memory for its frame, and then
 * nobody would know that libuv has the request. */
#define FINISH(a, call, what) \
    asyncc__request_started(&(a)->request, &(a)->uv, call); \
    await asyncc__request_wait(&(a)->request); \
    if ((a)->request.status < 0) await fail(a, what)

static struct async_stat_time time_of(uv_timespec_t t) { return (struct async_stat_time){ t.tv_sec, t.tv_nsec }; }

async_stat_result asyncc__stat_result(const uv_stat_t *s) {
    return (async_stat_result){
        .st_dev = s->st_dev, .st_ino = s->st_ino, .st_rdev = s->st_rdev,
        .st_mode = (unsigned)s->st_mode, .st_uid = (unsigned)s->st_uid, .st_gid = (unsigned)s->st_gid, .st_nlink = s->st_nlink,
        .st_size = (long long)s->st_size, .st_blksize = (long long)s->st_blksize, .st_blocks = (long long)s->st_blocks,
        .st_atim = time_of(s->st_atim), .st_mtim = time_of(s->st_mtim), .st_ctim = time_of(s->st_ctim), .st_birthtim = time_of(s->st_birthtim) };
}

async async_stat_result async_stat(const char *path) {
    BEGIN();
    FINISH(a, uv_fs_stat(async_uv_loop(), &a->uv, path, on_done), "stat");
    return asyncc__stat_result(&a->uv.statbuf);
}

async async_stat_result async_lstat(const char *path) {
    BEGIN();
    FINISH(a, uv_fs_lstat(async_uv_loop(), &a->uv, path, on_done), "stat");
    return asyncc__stat_result(&a->uv.statbuf);
}

async int async_exists(const char *path) {
    int status = await async_try(async_stat(path));
    if (status && status != UV_ENOENT && status != UV_ENOTDIR) throw(status, "stat: %s", uv_strerror(status));
    return !status;
}

async void async_mkdir(const char *path, int mode) {
    BEGIN();
    FINISH(a, uv_fs_mkdir(async_uv_loop(), &a->uv, path, mode, on_done), "make directory");
}

async void async_rmdir(const char *path) {
    BEGIN();
    FINISH(a, uv_fs_rmdir(async_uv_loop(), &a->uv, path, on_done), "remove directory");
}

async void async_unlink(const char *path) {
    BEGIN();
    FINISH(a, uv_fs_unlink(async_uv_loop(), &a->uv, path, on_done), "remove");
}

async void async_rename(const char *from, const char *to) {
    BEGIN();
    FINISH(a, uv_fs_rename(async_uv_loop(), &a->uv, from, to, on_done), "rename");
}

async void async_copyfile(const char *from, const char *to) {
    BEGIN();
    FINISH(a, uv_fs_copyfile(async_uv_loop(), &a->uv, from, to, UV_FS_COPYFILE_EXCL | UV_FS_COPYFILE_FICLONE, on_done), "copy");
}

async void async_link(const char *to, const char *path) {
    BEGIN();
    FINISH(a, uv_fs_link(async_uv_loop(), &a->uv, to, path, on_done), "link");
}

async void async_symlink(const char *to, const char *path) {
    BEGIN();
    FINISH(a, uv_fs_symlink(async_uv_loop(), &a->uv, to, path, 0, on_done), "link");
}

/* What libuv found, in memory of the caller's. */
static async char *text_of(const struct action *a) {
    char *text = asyncc__copy(a->uv.ptr);
    if (!text) throw(UV_ENOMEM, "out of memory");
    return text;
}

async char *async_readlink(const char *path) {
    BEGIN();
    FINISH(a, uv_fs_readlink(async_uv_loop(), &a->uv, path, on_done), "read link");
    return await text_of(a);
}

async char *async_realpath(const char *path) {
    BEGIN();
    FINISH(a, uv_fs_realpath(async_uv_loop(), &a->uv, path, on_done), "find");
    return await text_of(a);
}

async void async_chmod(const char *path, int mode) {
    BEGIN();
    FINISH(a, uv_fs_chmod(async_uv_loop(), &a->uv, path, mode, on_done), "change mode of");
}

async void async_utime(const char *path, double accessed, double modified) {
    BEGIN();
    FINISH(a, uv_fs_utime(async_uv_loop(), &a->uv, path, accessed, modified, on_done), "set times of");
}

/* ------------------------------------------------------------- directories */

_Static_assert((int)ASYNC_DIRENT_UNKNOWN == UV_DIRENT_UNKNOWN && (int)ASYNC_DIRENT_FILE == UV_DIRENT_FILE && (int)ASYNC_DIRENT_DIR == UV_DIRENT_DIR &&
               (int)ASYNC_DIRENT_LINK == UV_DIRENT_LINK && (int)ASYNC_DIRENT_FIFO == UV_DIRENT_FIFO && (int)ASYNC_DIRENT_SOCKET == UV_DIRENT_SOCKET &&
               (int)ASYNC_DIRENT_CHAR == UV_DIRENT_CHAR && (int)ASYNC_DIRENT_BLOCK == UV_DIRENT_BLOCK, "the types are libuv's");

async_generator async_dirent async_scandir(const char *path) {
    BEGIN();
    FINISH(a, uv_fs_scandir(async_uv_loop(), &a->uv, path, 0, on_done), "list");
    for (uv_dirent_t entry; uv_fs_scandir_next(&a->uv, &entry) != UV_EOF;) yield (async_dirent){ entry.name, (async_dirent_type)entry.type };
}

async void async_makedirs(const char *path, int mode) {
    char *copy = asyncc__copy(path);
    if (!copy) throw(UV_ENOMEM, "out of memory");
    defer free(copy);
    int status = 0;
    for (char *end = copy; *end;) {
        end += strspn(end, "/");
        end += strcspn(end, "/");
        char slash = *end;
        *end = 0;
        status = await async_try(async_mkdir(copy, mode));
        *end = slash;
    }
    if (!status) return;
    /* Why something on the way could not be made does not matter if the whole is there. */
    async_stat_result there = {};
    if (!await async_try(there = async_stat(copy)) && S_ISDIR(there.st_mode)) return;
    throw(status, "make directory '%s': %s", copy, uv_strerror(status));
}

async void async_remove_tree(const char *path) {
    /* A directory that is not empty is emptied; what is in it is removed in the same way. */
    int status = await async_try(async_unlink(path));
    if (!status || status == UV_ENOENT) return;
    if (status != UV_EISDIR && status != UV_EPERM) throw(status, "remove '%s': %s", path, uv_strerror(status));
    async_for (async_dirent entry, async_scandir(path)) {
        char *inner = asyncc__malloc(strlen(path) + strlen(entry.name) + 2);
        if (!inner) throw(UV_ENOMEM, "out of memory");
        defer free(inner);
        sprintf(inner, "%s/%s", path, entry.name);
        await async_remove_tree(inner);
    }
    await async_rmdir(path);
}

async_context const char *async_temporary_directory(void) {
    const char *parent = getenv("TMPDIR");
    if (!parent || !*parent) parent = "/tmp";
    char *template = asyncc__malloc(strlen(parent) + sizeof "/asyncc-XXXXXX");
    if (!template) throw(UV_ENOMEM, "out of memory");
    defer free(template);
    sprintf(template, "%s/asyncc-XXXXXX", parent);
    /* In place: it takes no longer than to ask for it, and a cancellation cannot lose the name. */
    if (!mkdtemp(template)) throw(uv_translate_sys_error(errno), "make directory '%s': %s", template, strerror(errno));
    defer await async_remove_tree(template);
    yield template;
}

/* ---------------------------------------------------------------- watching */

struct change { struct change *next; int events, is_named; char name[]; };

struct watch {
    uv_fs_event_t uv;
    async_event *noticed;
    struct change *first, **end;
    int status;
};

static void on_change(uv_fs_event_t *uv, const char *name, int events, int status) {
    struct watch *w = container_of(uv, struct watch, uv);
    struct change *c = asyncc__malloc(sizeof *c + (name ? strlen(name) + 1 : 0));
    if (status < 0 || !c) {
        w->status = status < 0 ? status : UV_ENOMEM;
        free(c);
    } else {
        *c = (struct change){ NULL, events, name != NULL };
        if (name) strcpy(c->name, name);
        *w->end = c;
        w->end = &c->next;
    }
    async_event_set(w->noticed);
}

static void drop_first(struct watch *w) {
    struct change *c = w->first;
    if (!c) return;
    if (!(w->first = c->next)) w->end = &w->first;
    free(c);
}

static void watch_closed(uv_handle_t *handle) {
    asyncc__handle_closed();
    free(container_of((uv_fs_event_t *)handle, struct watch, uv));
}

static void watch_close(struct watch *w) {
    while (w->first) drop_first(w);
    async_event_free(w->noticed);
    asyncc__handle_close((uv_handle_t *)&w->uv, watch_closed);
}

async_generator async_change async_watch(const char *path) {
    struct watch *w = asyncc__malloc(sizeof *w);
    if (!w) throw(UV_ENOMEM, "out of memory");
    *w = (struct watch){ .noticed = async_event_new(), .end = &w->first };
    if (!w->noticed) {
        free(w);
        throw(UV_ENOMEM, "out of memory");
    }
    uv_fs_event_init(async_uv_loop(), &w->uv);
    defer watch_close(w);
    int status = uv_fs_event_start(&w->uv, on_change, path, 0);
    if (status) throw(status, "watch '%s': %s", path, uv_strerror(status));
    for (;;) {
        while (!w->first) {
            if (w->status) throw(w->status, "watch: %s", uv_strerror(w->status));
            async_event_clear(w->noticed);
            await async_event_wait(w->noticed);
        }
        struct change *c = w->first;
        yield (async_change){ c->is_named ? c->name : NULL, !!(c->events & UV_RENAME), !!(c->events & UV_CHANGE) };
        drop_first(w);
    }
}
