// Files: small pieces are buffered, big ones are not; reading, writing, moving about and cutting see the same bytes as C's stdio does.
// every point
#include <asyncc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char path[256];

static async void lines(void) {
    async_with (async_file *f, async_file_opened(path, "w")) {
        for (int i = 0; i < 3; i++) async_file_printf(f, "line %d\n", i);
        await async_file_write(f, "windows\r\n\r\nlast", 15);
    }
    async_with (async_file *f, async_file_opened(path, "r"))
        async_for (char *line, async_file_lines(f)) printf("'%s' %zu\n", line, async_file_length(f));
}

static int is_next_line(FILE *file, const char *line) {
    char *theirs = NULL;
    size_t room = 0;
    ssize_t n = getline(&theirs, &room, file);
    if (n > 0 && theirs[n - 1] == '\n') theirs[n - 1] = 0;
    int same = n < 0 ? !line : line && !strcmp(line, theirs);
    free(theirs);
    return same;
}

// Whatever is done with a file of stdio's and with one of ours, in the same order, gives the same.
static async void as_stdio(void) {
    char theirs[300];
    snprintf(theirs, sizeof theirs, "%s.stdio", path);
    FILE *c = fopen(theirs, "w+");
    async_with (async_file *f, async_file_opened(path, "w+")) {
        static char a[200000], b[200000];
        unsigned seed = 7;
        for (int step = 0; step < 400; step++) {
            seed = seed * 1103515245 + 12345;
            unsigned kind = seed >> 16 & 7, size = seed >> 20 & 1 ? seed >> 8 & 0xff : seed >> 8 & 0x1ffff;
            switch (kind) {
            case 0: case 1: case 2:
                memset(a, 'a' + step % 26, size);
                if (size) a[size / 2] = '\n';
                fseek(c, 0, SEEK_CUR);
                fwrite(a, 1, size, c);
                await async_file_write(f, a, size);
                break;
            case 3: case 4: {
                fseek(c, 0, SEEK_CUR);
                size_t n = fread(a, 1, size, c), m = 0;
                for (size_t k; m < size && (k = await async_file_read(f, b + m, size - m)); m += k) {}
                if (n != m || memcmp(a, b, n)) printf("step %d: read %zu bytes, not %zu\n", step, m, n);
                break;
            }
            case 5:
                fseek(c, size, SEEK_SET);
                await async_file_seek(f, size, SEEK_SET);
                break;
            case 6:
                if (ftell(c) >= 100) fseek(c, -100, SEEK_CUR), await async_file_seek(f, -100, SEEK_CUR);
                else fseek(c, (long)(size & 1), SEEK_END), await async_file_seek(f, size & 1, SEEK_END);
                break;
            default: {
                char *line = await async_file_readline(f);
                fseek(c, 0, SEEK_CUR);
                if (!is_next_line(c, line)) printf("step %d: another line\n", step);
            }
            }
            if (ftell(c) != async_file_tell(f)) printf("step %d: at %lld, not %ld\n", step, async_file_tell(f), ftell(c));
        }
        fflush(c);
        await async_file_flush(f);
        size_t n, m;
        char *x = await async_read_file(path, &n);
        defer free(x);
        char *y = await async_read_file(theirs, &m);
        defer free(y);
        printf("%s\n", n == m && !memcmp(x, y, n) ? "the same" : "different");
        await async_file_truncate(f, 5);
        await async_file_sync(f);
        printf("%lld bytes\n", await async_file_seek(f, 0, SEEK_END));
    }
    fclose(c);
}

static async void appending(void) {
    await async_write_file(path, "one\n", 4);
    async_with (async_file *f, async_file_opened(path, "a+")) {
        printf("at %lld\n", async_file_tell(f));
        await async_file_seek(f, 0, SEEK_SET);
        puts(await async_file_readline(f));
        async_file_put(f, "two\n", 4);
        await async_file_flush(f);
        printf("at %lld\n", async_file_tell(f));
        await async_file_seek(f, 0, SEEK_SET);
        printf("%s", await async_file_readall(f, 100));
    }
}

static async void at_offsets(async_file *f, size_t i) {
    char text[8];
    snprintf(text, sizeof text, "%03zu\n", i);
    await async_file_pwrite(f, text, 4, (long long)i * 4);
    char back[5] = "";
    await async_file_pread(f, back, 4, (long long)i * 4);
    if (strcmp(text, back)) printf("%s is %s", text, back);
}

static async void mistakes(void) {
    try { await async_file_open("/no/such/file", "r"); } catch (e) { puts(e->message); }
    try { await async_file_open(path, "q"); } catch (e) { printf("%s\n", strstr(e->message, "there is no mode")); }
    try { await async_file_open(path, "wx"); } catch (e, UV_EEXIST) { puts("there already"); }
    async_with (async_file *f, async_file_opened(path, "r")) {
        try { await async_file_write(f, "x", 1); } catch (e, UV_EBADF) { puts(e->message); }
        try { await async_file_seek(f, -1, SEEK_SET); } catch (e, UV_EINVAL) { puts(e->message); }
        try { await async_file_readall(f, 10); } catch (e, UV_EMSGSIZE) { puts(e->message); }
    }
    async_with (async_file *f, async_file_opened("/dev/full", "w")) {
        async_file_put(f, "x", 1);
        try { await async_file_flush(f); } catch (e, UV_ENOSPC) { puts(e->message); }
    }
    try {
        async_with (async_file *f, async_file_opened("/dev/full", "w")) await async_file_write(f, "x", 1);
    } catch (e, UV_ENOSPC) { puts("told when it is closed, too"); }
}

async int main(void) {
    async_with (const char *directory, async_temporary_directory()) {
        snprintf(path, sizeof path, "%s/file", directory);
        await lines();
        await as_stdio();
        await appending();
        async_with (async_file *f, async_file_temporary()) {
            await async_gather_each(i, 50, at_offsets(f, i));
            async_stat_result status = await async_file_stat(f);
            printf("%d bytes, %d names\n", (int)status.st_size, (int)status.st_nlink);
            printf("%lld bytes\n", await async_file_seek(f, 0, SEEK_END));
        }
        await async_write_file(path, "more than ten bytes", 19);
        await mistakes();
    }
}
// expect: 'line 0' 6
// expect: 'line 1' 6
// expect: 'line 2' 6
// expect: 'windows' 7
// expect: '' 0
// expect: 'last' 4
// expect: the same
// expect: 5 bytes
// expect: at 4
// expect: one
// expect: at 8
// expect: one
// expect: two
// expect: 200 bytes, 0 names
// expect: 200 bytes
// expect: open '/no/such/file': no such file or directory
// expect: there is no mode "q"
// expect: there already
// expect: the file is not open for writing
// expect: seek: before the start of the file
// expect: more than 10 bytes, which is the limit
// expect: write: no space left on device
// expect: told when it is closed, too
