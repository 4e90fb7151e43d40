/* Writes lines to standard output, for ever, by a stream or (with an argument) by stdio beside one; says on standard error how that ends. */
#include <asyncc.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

async int main(int argc, char **argv) {
    (void)argv;
    async_stream *out;
    int status = async_stdout(&out);
    if (status) {
        fprintf(stderr, "open: %s\n", async_error_name(status));
        return 3;
    }
    async_with (async_stream *s, async_closing(out)) {
        try {
            for (long i = 0;; i++) {
                char line[40];
                snprintf(line, sizeof line, "line %ld\n", i);
                if (argc == 1) await async_stream_write(s, line, strlen(line));
                else if (fputs(line, stdout) < 0 || fflush(stdout)) throw(-errno, "stdio");
            }
        } catch (e) {
            fprintf(stderr, "write: %s\n", async_error_name(e->code));
        }
    }
}
