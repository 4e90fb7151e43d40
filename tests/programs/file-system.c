// The file system: made, listed, moved, linked, watched and removed; each mistake is thrown with the path in its message.
// every point
#include <asyncc.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static async void list(const char *path, int depth) {
    async_for (async_dirent entry, async_scandir(path)) {
        printf("%*s%s%s\n", depth * 2, "", entry.name, entry.type == ASYNC_DIRENT_DIR ? "/" : entry.type == ASYNC_DIRENT_LINK ? "@" : "");
        if (entry.type != ASYNC_DIRENT_DIR) continue;
        char inner[256];
        snprintf(inner, sizeof inner, "%s/%s", path, entry.name);
        await list(inner, depth + 1);
    }
}

static async void watch(void) {
    async_for (async_change change, async_watch("watched")) {
        if (change.is_renamed && !strchr(change.name, '.')) printf("%s came or went\n", change.name);
        if (change.name && !strcmp(change.name, "stop")) break;
    }
}

async int main(void) {
    int mistakes = 0;
    async_with (const char *directory, async_temporary_directory()) {
        if (chdir(directory)) return 1;
        await async_makedirs("a/b//c/", 0755);
        await async_makedirs("a/b/c", 0755);
        await async_write_file("a/text", "hello", 5);
        await async_chmod("a/text", 0640);
        await async_write_file("a/text", "hello again", 11);
        async_stat_result status = await async_stat("a/text");
        printf("%d bytes, %o\n", (int)status.st_size, (unsigned)status.st_mode & 0777);
        await async_copyfile("a/text", "a/copy");
        await async_rename("a/copy", "a/b/moved");
        await async_symlink("../text", "a/b/symbolic");
        await async_link("a/text", "a/hard");
        await async_write_file("a/b/symbolic", "through a link", 14);
        char *to = await async_readlink("a/b/symbolic");
        defer free(to);
        char *real = await async_realpath("a/b/symbolic");
        defer free(real);
        char *text = await async_read_file("a/text", NULL);
        defer free(text);
        printf("%s, %s: %s\n", to, strrchr(real, '/'), text);
        printf("%d links\n", (int)(await async_lstat("a/hard")).st_nlink);
        await async_utime("a/hard", 10, 20);
        printf("changed at %ld\n", (long)(await async_stat("a/hard")).st_mtim.tv_sec);
        await list(".", 0);

        await async_mkdir("watched", 0755);
        async_task(void) watcher = async_spawn(watch());
        await async_sleep(0);
        await async_write_file("watched/one", "1", 1);
        await async_mkdir("watched/stop", 0755);
        await async_join(watcher);

        printf("%d %d\n", await async_exists("a"), await async_exists("b"));
        try { await async_mkdir("a", 0755); } catch (e, UV_EEXIST) { puts(e->message); }
        try { await async_rmdir("a"); } catch (e, UV_ENOTEMPTY) { puts(e->message); }
        try { await async_unlink("nothing"); } catch (e, UV_ENOENT) { puts(e->message); }
        try { await async_copyfile("a/text", "a/hard"); } catch (e, UV_EEXIST) { puts(e->message); }
        try { await async_read_file("a", NULL); } catch (e, UV_EISDIR) { puts(e->message); }
        try { await async_write_file("no/such", "", 0); } catch (e, UV_ENOENT) { puts(e->message); }
        try { await async_makedirs("a/text/c", 0755); } catch (e, UV_ENOTDIR) { puts(e->message); }
        try { async_for (async_dirent entry, async_scandir("nothing")) mistakes += entry.name != NULL; } catch (e, UV_ENOENT) { puts(e->message); }
        try { async_for (async_change c, async_watch("nothing")) mistakes += c.name != NULL; } catch (e, UV_ENOENT) { puts(e->message); }
        await async_remove_tree("a");
        await async_remove_tree("a");
        await list(".", 0);
        if (chdir("/")) return 1;
    }
    return mistakes;
}
// expect: 11 bytes, 640
// expect: ../text, /text: through a link
// expect: 1 links
// expect: changed at 20
// expect: a/
// expect:   b/
// expect:     c/
// expect:     moved
// expect:     symbolic@
// expect:   hard
// expect:   text
// expect: one came or went
// expect: stop came or went
// expect: 1 0
// expect: make directory 'a': file already exists
// expect: remove directory 'a': directory not empty
// expect: remove 'nothing': no such file or directory
// expect: copy 'a/text': file already exists
// expect: read 'a': illegal operation on a directory
// expect: write 'no/such': no such file or directory
// expect: make directory 'a/text/c': not a directory
// expect: list 'nothing': no such file or directory
// expect: watch 'nothing': no such file or directory
// expect: watched/
// expect:   one
// expect:   stop/
