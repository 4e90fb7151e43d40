/* Several runs on one loop: its tasks and its clock stand still between them, and what is left ends with the runner. */
#include "say.h"

static async void background(void) {
    try {
        for (int i = 0; i < 100; i++) {
            await async_sleep(1);
            say("tick %d", i);
        }
    } catch (e, UV_ECANCELED) {
        await async_sleep(0.5);
        say("background left");
        throw();
    }
}

static async_generator int numbers(void) {
    try {
        yield 1;
        yield 2;
    } finally {
        say("numbers closed");
    }
}

static async int first(void) {
    async_detach(async_spawn(background()));
    async_iterator(int) iterator = async_iterate(numbers());
    say("first %d", await async_next_or(iterator, 0));
    await async_sleep(1.5);
    return 1;
}

static async void second(void) {
    await async_sleep(1);
    say("second");
    throw(UV_EINVAL, "no luck");
}

static async int third(void) {
    await async_sleep(0);
    return 3;
}

int main(void) {
    async_runner *runner = async_runner_new(NULL, NULL);
    if (!runner) return 1;
    printf("%d\n", async_runner_run(runner, first()));
    async_error *error;
    if (async_runner_run_try(runner, &error, second())) puts(error->message);
    async_error_free(error);
    printf("%d\n", async_runner_run(runner, third()));
    async_runner_close(runner);
    puts("closed");
    return 0;
}
