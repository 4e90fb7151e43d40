/* yield.c: tasks that give way to each other: one alone, or a thousand. */
#include "limit.h"

struct yields {
    struct task task;
    size_t i, n;
};

static size_t left;
static uint64_t done;

static void resume(struct task *task) {
    struct yields *t = (struct yields *)task;
    switch (task->state) {
    case 0:
        for (t->i = 0; t->i < t->n; t->i++) {
            task->state = 1;
            push(task);
            return;
    case 1:
            done++;
        }
    }
    if (!--left) stopping = 1;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    size_t ntasks = strtoul(argv[1], NULL, 10), n = strtoul(argv[2], NULL, 10);
    struct yields *tasks = calloc(ntasks, sizeof *tasks);
    if (!tasks) return 1;
    double began = bench_now();
    for (size_t i = 0; i < ntasks; i++) {
        tasks[i] = (struct yields){ .task.resume = resume, .n = n / ntasks };
        push(&tasks[i].task);
        left++;
    }
    run_loop();
    bench_report(done, bench_now() - began);
    free(tasks);
    return 0;
}
