// What is still open when the loop ends is closed with it, and debug mode says so; what was put into a file is written.
// env: ASYNCC_DEBUG=1
#include <asyncc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char path[64];

static async void forget(void) {
    snprintf(path, sizeof path, "/tmp/left-open-%d", getpid());
    async_file *f = await async_file_open(path, "w");
    async_file_put(f, "written", 7);
    await async_udp_bind("127.0.0.1", 0);
    await async_process_start((const char *[]){ "sleep", "100", NULL }, NULL);
}

int main(void) {
    forget();
    char text[10] = "";
    FILE *f = fopen(path, "r");
    printf("%zu %s\n", fread(text, 1, sizeof text - 1, f), text);
    fclose(f);
    unlink(path);
}
// stderr: asyncc: a process was never closed
// stderr: asyncc: a UDP socket was never closed
// stderr: asyncc: a file was never closed
// expect: 7 written
