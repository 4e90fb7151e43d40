/* sleepers.c: many tasks that sleep at the same time: memory of each, and CPU seconds for all. */
#include "limit.h"

struct sleeper {
    struct task task;
    struct task *waiter;
    double when;
    int done;
};

/* A heap of timers with four children a node, earliest first, behind one timer of libuv's. */
struct timer { double when; struct task *task; };
static struct timer *heap;
static size_t count, capacity;
static uv_timer_t timer;

static void timer_add(double when, struct task *task) {
    if (count == capacity) {
        capacity = capacity ? capacity * 3 / 2 : 16;
        heap = realloc(heap, capacity * sizeof *heap);
        if (!heap) abort();
    }
    size_t at = count++;
    for (size_t parent; at && when < heap[parent = (at - 1) / 4].when; at = parent) heap[at] = heap[parent];
    heap[at] = (struct timer){ when, task };
}

static struct task *timer_take(void) {
    struct task *task = heap[0].task;
    struct timer last = heap[--count];
    size_t at = 0;
    for (size_t child; (child = at * 4 + 1) < count; at = child) {
        size_t end = child + 4 < count ? child + 4 : count;
        for (size_t k = child + 1; k < end; k++)
            if (heap[k].when < heap[child].when) child = k;
        if (last.when <= heap[child].when) break;
        heap[at] = heap[child];
    }
    heap[at] = last;
    return task;
}

static void on_timer(uv_timer_t *t) {
    double now = (double)uv_hrtime() * 1e-9;
    while (count && heap[0].when <= now) push(timer_take());
    if (!count) return;
    uv_update_time(t->loop);
    double left = (heap[0].when - now) * 1e3;
    uv_timer_start(t, on_timer, left > 0 ? (uint64_t)left + 1 : 1, 0);
}

static void sleeper(struct task *task) {
    struct sleeper *t = (struct sleeper *)task;
    switch (task->state) {
    case 0:
        task->state = 1;
        timer_add((double)uv_hrtime() * 1e-9 + t->when, task);
        return;
    case 1:
        t->done = 1;
        if (t->waiter) push(t->waiter);
    }
}

struct parent {
    struct task task;
    struct sleeper **tasks;
    size_t i, n, before, after;
    uint64_t done;
    double began;
};

static struct pool pool;

static void parent(struct task *task) {
    struct parent *t = (struct parent *)task;
    switch (task->state) {
    case 0:
        t->before = bench_memory();
        t->began = bench_now();
        for (size_t i = 0; i < t->n; i++) {
            t->tasks[i] = pool_get(&pool, sizeof **t->tasks);
            *t->tasks[i] = (struct sleeper){ .task.resume = sleeper, .when = 1 + (double)(i * 7919 % t->n) / (double)t->n };
            push(&t->tasks[i]->task);
        }
        task->state = 1;
        push(task);
        return;
    case 1:
        t->after = bench_memory();
        on_timer(&timer);
        for (t->i = 0; t->i < t->n; t->i++) {
            if (!t->tasks[t->i]->done) {
                t->tasks[t->i]->waiter = task;
                task->state = 2;
                return;
            }
            __attribute__((fallthrough));
    case 2:
            pool_put(&pool, t->tasks[t->i]);
            t->done++;
        }
    }
    stopping = 1;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    struct parent main = { .task.resume = parent, .n = strtoul(argv[2], NULL, 10) };
    main.tasks = malloc(main.n * sizeof *main.tasks);
    if (!main.tasks) return 1;
    uv_timer_init(uv_default_loop(), &timer);
    push(&main.task);
    run_loop();
    bench_report_memory(main.done, bench_now() - main.began, main.after - main.before);
    free(main.tasks);
    return 0;
}
