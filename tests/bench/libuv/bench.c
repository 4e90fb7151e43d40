/* bench.c: callbacks of libuv's, without any loop around it: `bench PROGRAM WHAT COUNT`, see ../bench.h.
 *
 * Only what libuv itself has a notion of: to be called in the next turn (uv_idle_t), and after a time (uv_timer_t).  A call is a
 * call, and a queue between callbacks is a plain list.
 */
#include <uv.h>
#include "../bench.h"

static uint64_t result;
static size_t before, after;

/* ------------------------------------------------------------------ @ yield */

struct yields { uv_idle_t idle; size_t left; };

static void on_turn(uv_idle_t *idle) {
    struct yields *t = (struct yields *)idle;
    result++;
    if (!--t->left) uv_close((uv_handle_t *)idle, NULL);
}

static void run_yield(size_t ntasks, size_t n) {
    struct yields *tasks = calloc(ntasks, sizeof *tasks);
    if (!tasks) exit(1);
    for (size_t i = 0; i < ntasks; i++) {
        tasks[i].left = n / ntasks;
        uv_idle_init(uv_default_loop(), &tasks[i].idle);
        uv_idle_start(&tasks[i].idle, on_turn);
    }
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
    free(tasks);
}

/* ------------------------------------------------------------------ @ gather */

#define WIDTH 100

struct branch { uv_idle_t idle; uint64_t n, *to; };

static size_t parents_left, branches_left, turn;
static uint64_t results[WIDTH];

static void gather(void);

static void on_close(uv_handle_t *handle) {
    free(handle);
    if (--branches_left) return;
    for (size_t k = 0; k < WIDTH; k++) result += results[k];
    gather();
}

static void on_branch(uv_idle_t *idle) {
    struct branch *b = (struct branch *)idle;
    *b->to = b->n;
    uv_close((uv_handle_t *)idle, on_close);
}

static void gather(void) {
    if (!parents_left) return;
    parents_left--;
    branches_left = WIDTH;
    for (size_t k = 0; k < WIDTH; k++) {
        struct branch *b = malloc(sizeof *b);
        if (!b) exit(1);
        b->n = turn + k;
        b->to = &results[k];
        uv_idle_init(uv_default_loop(), &b->idle);
        uv_idle_start(&b->idle, on_branch);
    }
    turn++;
}

static void run_gather(size_t n) {
    parents_left = n / WIDTH;
    gather();
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}

/* ------------------------------------------------------------------ @ sleepers */

static void on_closed(uv_handle_t *handle) { free(handle); }

static void on_timer(uv_timer_t *timer) {
    result++;
    uv_close((uv_handle_t *)timer, on_closed);
}

static void run_sleepers(size_t n) {
    before = bench_memory();
    for (size_t i = 0; i < n; i++) {
        uv_timer_t *timer = malloc(sizeof *timer);
        if (!timer) exit(1);
        uv_timer_init(uv_default_loop(), timer);
        uv_timer_start(timer, on_timer, 1000 + i * 7919 % n * 1000 / n, 0);
    }
    after = bench_memory();
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    size_t n = strtoul(argv[3], NULL, 10);
    double began = bench_now();
    if (!strcmp(argv[1], "yield")) run_yield(strtoul(argv[2], NULL, 10), n);
    else if (!strcmp(argv[1], "gather")) run_gather(n);
    else if (!strcmp(argv[1], "sleepers")) run_sleepers(n);
    else return 2;
    double seconds = bench_now() - began;
    if (after) bench_report_memory(result, seconds, after - before);
    else bench_report(result, seconds);
    return 0;
}
