/* A process supervisor: runs services, prints what they say with their name before it, starts again those that fail, a little later each time, and ends them all when
 * it is told to (SIGINT, SIGTERM) or when the last one that was to end by itself has ended.  None outlives it. */
#include <asyncc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct service {
    const char *name, *command;
    struct service *after;              // it is started when that one has said something, or is over
    int is_daemon;                      // it runs until it is told to end
    async_event *ready;
};

/* Prints what a service says, until that has closed its output. */
static async void relay(struct service *s, async_process *p) {
    async_for (char *line, async_stream_lines(async_process_stdout(p))) {
        printf("%s | %s\n", s->name, line);
        async_event_set(s->ready);
    }
}

/* Tells it to end, and makes it end when it takes too long. */
static async void stop(struct service *s, async_process *p) {
    async_process_signal(p, SIGTERM);
    try {
        async_with (async_timeout(5)) {
            await relay(s, p);
            await async_process_wait(p);
        }
    } catch (e, UV_ETIMEDOUT) {
        printf("%s does not end: killed\n", s->name);
    }
    printf("%s stopped\n", s->name);
}

static async int run_once(struct service *s) {
    async_process_options options = { .in = ASYNC_NULL, .out = ASYNC_PIPE, .err = ASYNC_STDOUT, .is_detached = 1 };
    async_process *p = await async_process_start((const char *[]){ "/bin/sh", "-c", s->command, NULL }, &options);
    defer async_process_free(p);
    try {
        await relay(s, p);
        return await async_process_wait(p);
    } catch (e, UV_ECANCELED) {
        await stop(s, p);
        throw();
    }
}

static async void supervise(struct service *s) {
    defer async_event_set(s->ready);
    if (s->after) await async_event_wait(s->after->ready);
    double pause = 0.05;
    for (int status; (status = await run_once(s)); pause *= 2) {
        printf("%s ended with status %d: once more\n", s->name, status);
        await async_sleep(pause);
    }
    printf("%s is done\n", s->name);
}

static async void supervise_all(struct service *services, size_t count) {
    async_with (async_group *g, async_task_group()) {
        async_task(void) tasks[count];
        for (size_t i = 0; i < count; i++) tasks[i] = async_group_spawn(g, supervise(&services[i]));
        for (size_t i = 0; i < count; i++)
            if (!services[i].is_daemon) await async_join(tasks[i]);
        async_group_cancel(g);
    }
}

static async void until_told(async_group *g) {
    async_for (int number, async_signals(SIGINT, SIGTERM)) {
        printf("%s: ending\n", strsignal(number));
        async_group_cancel(g);
        break;
    }
}

async int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    char counter[64];
    snprintf(counter, sizeof counter, "/tmp/supervisor-%d", getpid());
    setenv("COUNTER", counter, 1);
    defer unlink(counter);
    struct service services[] = {
        { .name = "database", .is_daemon = 1, .command = "trap 'echo closing; exit 0' TERM; echo ready; while :; do sleep 0.05; done" },
        { .name = "import", .after = &services[0],
          .command = "echo x >> $COUNTER; n=$(wc -l < $COUNTER); echo attempt $((n)); test $n = 3" }
    };
    size_t count = sizeof services / sizeof *services;
    defer for (size_t i = 0; i < count; i++) async_event_free(services[i].ready);
    for (size_t i = 0; i < count; i++)
        if (!(services[i].ready = async_event_new())) throw(UV_ENOMEM, "no event");
    async_with (async_group *g, async_task_group()) {
        async_group_spawn(g, until_told(g));
        await supervise_all(services, count);
        async_group_cancel(g);
    }
}

// time: real
// expect: database | ready
// expect: import | attempt 1
// expect: import ended with status 1: once more
// expect: import | attempt 2
// expect: import ended with status 1: once more
// expect: import | attempt 3
// expect: import is done
// expect: database | closing
// expect: database stopped
