/* A process for each job sees the program as it is when the job begins, so pointers are arguments like others; it changes nothing here, and keeps
 * no connection open. */
#include <asyncc.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long sum(const int *numbers, size_t n) {
    long total = 0;
    for (size_t i = 0; i < n; i++) total += numbers[i];
    return total;
}

static int overwrite(char *text) {
    strcpy(text, "changed");
    return (int)getpid();
}

static void crash(int *volatile p) { *p = 1; }

static int is_open(int fd) { return fcntl(fd, F_GETFD) >= 0; }

static async long part(async_executor *e, const int *numbers, size_t n) { return await async_run_in(e, sum(numbers, n)); }

async int main(void) {
    async_with (async_executor *e, async_forks(2)) {
        enum { N = 100000, PARTS = 8 };
        int *numbers = malloc(N * sizeof *numbers);
        defer free(numbers);
        for (int i = 0; i < N; i++) numbers[i] = i % 10;
        long sums[PARTS], total = 0;
        await async_gather_each(i, PARTS, sums[i] = part(e, numbers + i * (N / PARTS), N / PARTS));
        for (int i = 0; i < PARTS; i++) total += sums[i];
        printf("%ld\n", total);

        char text[20] = "unchanged";
        int first = await async_run_in(e, overwrite(text)), second = await async_run_in(e, overwrite(text));
        printf("%s %d %d\n", text, first != second, first != getpid());

        int pipes[2], nowhere = open("/dev/null", O_RDONLY);
        if (pipe(pipes)) return 2;
        printf("%d %d\n", await async_run_in(e, is_open(pipes[1])), await async_run_in(e, is_open(nowhere)));
        close(nowhere);
        close(pipes[0]);
        close(pipes[1]);

        async_future(void) f = async_submit(e, crash(NULL));
        try {
            await async_join(f);
        } catch (caught, UV_ESRCH) {
            puts(strstr(caught->message, "'crash'") ? "crashed" : caught->message);
        }
        async_submit(e, crash(NULL));           /* nobody joins it: who lets a future go looks at no error of it */
    }
    return 0;
}
// time: real
// stderr: nobody looked at the error of a future
// expect: 450000
// expect: unchanged 1 1
// expect: 0 1
// expect: crashed
