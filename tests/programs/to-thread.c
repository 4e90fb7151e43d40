/* A plain function on a worker thread: typed arguments and result, structs too; the loop goes on meanwhile. */
#include <asyncc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct job { int a; char text[20]; };

static struct job change(struct job job, const char *text, double factor) {
    job.a = (int)(job.a * factor);
    strcpy(job.text, text);
    return job;
}

static int slow(int n) {
    usleep(20000);
    return n + 1;
}

static void note(int *to) {
    *to = 5;
}

async int main(void) {
    struct job job = { 10, "before" };
    job = await async_to_thread(change(job, "after", 2.5));
    printf("%d %s\n", job.a, job.text);
    printf("%d\n", await async_to_thread(slow(1)) + await async_to_thread(slow(10)));
    int noted = 0;
    await async_to_thread(note(&noted));
    printf("%d\n", noted);
    int x = 0;
    await async_to_thread(x = slow(7));
    printf("%d\n", x);
    return 0;
}
// time: real
// expect: 25 after
// expect: 13
// expect: 5
// expect: 8
