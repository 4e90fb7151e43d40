/* What a program calls its own things is its own affair: <asyncc.h> brings no name of <stdio.h>, <unistd.h>, <sys/stat.h> and the like. */
#include <asyncc.h>

int printf(const char *format, ...);

#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define major 1
#define R_OK 2

struct termios { int speed; };
struct stat { int n; };
struct timespec { char tv; };
typedef struct { int used; } FILE;
typedef short time_t, wchar_t, ptrdiff_t;
#define offsetof 5
typedef int pid_t, off_t, ssize_t, mode_t, socklen_t;
enum { SIGINT = 77, AF_INET, SEEK_END, EOF, BUFSIZ, PATH_MAX };

static async int stat(struct stat *s) { await async_sleep(0); return s->n; }
static async int remove(int *list, int k) { await async_sleep(0); return list[k]; }
static async int getline(char c) { await async_sleep(0); return c; }
static async int dprintf(FILE *f) { await async_sleep(0); return f->used; }
static async int kill(pid_t a, pid_t b) { await async_sleep(0); return MIN(a, b); }
static async int read(void) { return await kill(4, 5); }
static int signal = 1, socket = 2, connect = 3, accept = 4, link = 5, select = 6, sleep = 7, time = 8, rename = 9, getc = 10, index = 11;

async int main(void) {
    struct stat s = { 1 };
    struct termios t = { 9600 };
    struct timespec u = { 3 };
    FILE f = { 4 };
    int list[] = { 5, 6 };
    printf("%d %d %d %d\n", await stat(&s), await remove(list, 1), await getline('a'), await dprintf(&f));
    printf("%d %d %d %d %d\n", await read(), t.speed, u.tv, SIGINT, major + R_OK);
    printf("%d\n", signal + socket + connect + accept + link + select + sleep + time + rename + getc + index);
    try { throw(UV_EPIPE, "gone"); } catch (e, UV_EPIPE) { printf("%s\n", async_error_name(e->code)); }
    return 0;
}
// expect: 1 6 97 4
// expect: 4 9600 3 77 3
// expect: 66
// expect: UV_EPIPE
