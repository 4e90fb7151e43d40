/* In a run from plain code SIGINT is its error; when nothing runs, it is what the program makes of it. */
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static async void work(int interrupts) {
    defer puts("left");
    if (interrupts) kill(getpid(), SIGINT);
    await async_sleep(1);
}

static void nothing(int number) { (void)number; }

int main(void) {
    async_error *error = NULL;
    printf("%s\n", async_error_name(async_run_try(&error, work(1))));
    async_error_free(error);
    struct sigaction action;
    sigaction(SIGINT, NULL, &action);
    printf("%d\n", action.sa_handler == SIG_DFL);
    printf("%d\n", async_run_try(&error, work(0)));
    signal(SIGINT, nothing);                    /* the program's own handler stays */
    printf("%d\n", async_run_try(&error, work(1)));
    signal(SIGINT, SIG_IGN);
    printf("%d\n", async_run_try(&error, work(1)));
    return 0;
}
// expect: left
// expect: UV_ECANCELED
// expect: 1
// expect: left
// expect: 0
// expect: left
// expect: 0
// expect: left
// expect: 0
