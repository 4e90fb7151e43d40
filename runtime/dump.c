/* dump.c: the tree of tasks: each with the awaits it stands at, and below it the tasks that it waits for and the members of its group.
 *
 * Everything is read from the frames and their descriptors; no task is touched.  A task is printed once: below its group's task, or else below
 * the first that waits for it; tasks that wait for each other in a circle begin with the oldest.
 */
#include "internal.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define TASKS_MAX 1000          /* printed */
#define FRAMES_MAX 50           /* of one task */
#define INDENT_MAX 20

struct entry {
    const asyncc__task *task;
    struct entry *parent, *first, *last, *next;     /* children, and the next child of the parent */
    int is_printed;
};

struct tree {
    asyncc__loop *loop;
    struct entry *entries;      /* pending tasks in the order of their start */
    struct entry **sorted;      /* by address of the task */
    size_t n;
    struct entry *at;           /* whose awaited tasks are visited */
};

int asyncc__frame_line(const asyncc__frame *frame) {
    const asyncc__coroutine *coroutine = frame->coroutine;
    int at_point = frame->state > 0 && (unsigned)frame->state <= coroutine->npoints;
    return at_point ? coroutine->points[frame->state - 1].line : coroutine->line;
}

/* -------------------------------------------------------------- who is whose child */

static int by_address(const void *a, const void *b) {
    uintptr_t x = (uintptr_t)(*(struct entry *const *)a)->task, y = (uintptr_t)(*(struct entry *const *)b)->task;
    return x < y ? -1 : x > y;
}

static struct entry *find(const struct tree *tree, const void *task) {
    for (size_t low = 0, high = tree->n; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (tree->sorted[middle]->task == task) return tree->sorted[middle];
        if ((uintptr_t)tree->sorted[middle]->task < (uintptr_t)task) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

static void adopt(struct entry *parent, struct entry *child) {
    if (!parent || !child || child->parent || child == parent) return;
    child->parent = parent;
    if (parent->last) parent->last->next = child;
    else parent->first = child;
    parent->last = child;
}

static void visit(void *data, const asyncc__handle *handle) {
    struct tree *tree = data;
    adopt(tree->at, find(tree, handle));
}

static int build(struct tree *tree) {
    asyncc__loop *loop = tree->loop;
    tree->entries = calloc(asyncc__pending_tasks(loop) + 1, sizeof *tree->entries);
    tree->sorted = calloc(asyncc__pending_tasks(loop) + 1, sizeof *tree->sorted);
    if (!tree->entries || !tree->sorted) return UV_ENOMEM;
    struct asyncc__tasks all = asyncc__tasks(loop);
    for (const asyncc__task *task; tree->n < asyncc__pending_tasks(loop) && (task = asyncc__tasks_next(&all));)
        if (task->run.state == STATE_PENDING) {
            tree->sorted[tree->n] = &tree->entries[tree->n];
            tree->entries[tree->n++].task = task;
        }
    asyncc__tasks_end(&all);
    qsort(tree->sorted, tree->n, sizeof *tree->sorted, by_address);
    for (size_t i = 0; i < tree->n; i++) adopt(find(tree, asyncc__group_parent(tree->entries[i].task)), &tree->entries[i]);
    for (size_t i = 0; i < tree->n; i++) {
        const asyncc__task *task = tree->entries[i].task;
        tree->at = &tree->entries[i];
        if (task == loop->context.current) continue;
        if (task->run.wait == WAIT_HANDLE) {
            visit(tree, task->run.on);
        } else if (task->run.wait == WAIT_OPERATION) {
            const asyncc__wait *wait = task->run.on;
            if (wait->operation->each) wait->operation->each(wait, visit, tree);
        }
    }
    return 0;
}

/* ------------------------------------------------------------------------ printing */

static void print_state(const struct tree *tree, const asyncc__task *task, FILE *file) {
    if (task == tree->loop->context.current) {
        fputs(" runs", file);
        return;
    }
    switch (task->run.wait) {
    case WAIT_SLEEP:
        if (task->run.timer == NO_TIMER) fputs(" sleeps forever", file);
        else fprintf(file, " sleeps for %.3f s more", asyncc__timer_when(tree->loop, &task->run) - asyncc__now(tree->loop));
        return;
    case WAIT_HANDLE: {
        const asyncc__handle *handle = task->run.on;
        char name[64];
        if (handle->run.state != STATE_PENDING) break;
        if (handle->run.kind == KIND_FUTURE) {
            fputs(" waits for a future", file);
            return;
        }
        async_task_name_into((async_handle)(uintptr_t)handle, name, sizeof name);
        fprintf(file, " waits for task '%s'", name);
        return;
    }
    case WAIT_ITEM:
        if (!asyncc__queue_is_in_line(task)) break;
        fputs(" waits for an item of a queue", file);
        return;
    case WAIT_ROOM:
        if (!asyncc__queue_is_in_line(task)) break;
        fputs(" waits for room in a queue", file);
        return;
    case WAIT_OPERATION: {
        const asyncc__wait *wait = task->run.on;
        if (wait->state != STATE_PENDING) break;
        fprintf(file, " waits for %s", wait->operation->what);
        return;
    }
    }
    fputs(" is ready", file);
}

static void print_task(const struct tree *tree, const asyncc__task *task, int depth, FILE *file) {
    char name[64];
    int indent = (depth < INDENT_MAX ? depth : INDENT_MAX) * 4, shown = 0;
    async_task_name_into((async_handle)(uintptr_t)task, name, sizeof name);
    fprintf(file, "%*stask '%s'", indent, "", name);
    print_state(tree, task, file);
    fputc('\n', file);
    if (task == tree->loop->context.current) return;        /* its frames are on the C stack */
    for (const asyncc__frame *frame = task->leaf; frame; frame = asyncc__below(frame)) {
        const asyncc__coroutine *coroutine = frame->coroutine;
        if (!coroutine->file) {         /* the runtime's own: shown where the task is nothing else */
            if (!asyncc__below(frame) && !shown) fprintf(file, "%*s  %s\n", indent, "", coroutine->name);
            continue;
        }
        if (++shown > FRAMES_MAX) {
            fprintf(file, "%*s  …\n", indent, "");
            break;
        }
        int at_point = frame->state > 0 && (unsigned)frame->state <= coroutine->npoints;
        fprintf(file, "%*s  %s at %s:%d", indent, "", coroutine->name, coroutine->file, asyncc__frame_line(frame));
        if (at_point) fprintf(file, ", in %s\n", coroutine->points[frame->state - 1].what);
        else fputs(", not started\n", file);
    }
}

/* The task and all below it, without recursion: chains of joins may be long. */
static size_t print_below(const struct tree *tree, struct entry *root, size_t printed, FILE *file) {
    int depth = 0;
    for (struct entry *e = root; e;) {
        if (!e->is_printed && printed < TASKS_MAX) {
            print_task(tree, e->task, depth, file);
            printed++;
        }
        int is_first = !e->is_printed;
        e->is_printed = 1;
        if (is_first && e->first) {
            e = e->first;
            depth++;
            continue;
        }
        while (e != root && !e->next) {
            e = e->parent;
            depth--;
        }
        if (e == root) break;
        e = e->next;
    }
    return printed;
}

static void dump(asyncc__loop *loop, FILE *file) {
    struct tree tree = { .loop = loop };
    size_t printed = 0;
    if (build(&tree) == 0) {
        for (size_t i = 0; i < tree.n; i++)
            if (!tree.entries[i].parent) printed = print_below(&tree, &tree.entries[i], printed, file);
        for (size_t i = 0; i < tree.n; i++)         /* circles */
            if (!tree.entries[i].is_printed) printed = print_below(&tree, &tree.entries[i], printed, file);
    } else {                    /* no memory: without who waits for whom */
        struct asyncc__tasks all = asyncc__tasks(loop);
        for (const asyncc__task *task; (task = asyncc__tasks_next(&all));)
            if (task->run.state == STATE_PENDING && printed < TASKS_MAX) print_task(&tree, task, 0, file), printed++;
        asyncc__tasks_end(&all);
    }
    if (printed < asyncc__pending_tasks(loop)) fprintf(file, "… and %zu more\n", asyncc__pending_tasks(loop) - printed);
    free(tree.entries);
    free(tree.sorted);
}

void async_dump(FILE *file) { dump(asyncc__loop_of(asyncc__current("async_dump")), file); }

static int is_forgotten(const asyncc__task *task) {
    if (task->run.state != STATE_PENDING) return 0;
    if (task->run.wait == WAIT_ITEM || task->run.wait == WAIT_ROOM) return asyncc__queue_forgot(task);
    if (task->run.wait != WAIT_OPERATION) return 0;
    const asyncc__wait *wait = task->run.on;
    return wait->state == STATE_PENDING && (asyncc__lock_forgot(wait) || asyncc__semaphore_forgot(wait) || asyncc__event_forgot(wait) ||
                                            asyncc__limiter_forgot(wait));
}

void asyncc__deadlock(asyncc__loop *loop) {
    fflush(stdout);
    fputs("asyncc: deadlock: no event can wake any of these tasks\n", stderr);
    dump(loop, stderr);
    fputs("asyncc: each waits for another one, or for what nobody is left to do: set, put, release or cancel it, or give the wait an async_timeout\n",
          stderr);
    struct asyncc__tasks all = asyncc__tasks(loop);
    for (const asyncc__task *task; (task = asyncc__tasks_next(&all));)
        if (is_forgotten(task)) BUG("a task waits for what it could have (%d)", task->run.wait);
    exit(1);
}

/* -------------------------------------------------------------------- on a signal */

static void on_signal(uv_signal_t *handle, int number) {
    asyncc__loop *loop = handle->data;
    fflush(stdout);
    flockfile(stderr);
    fprintf(stderr, "asyncc: %zu task%s, on %s:\n", asyncc__pending_tasks(loop), asyncc__pending_tasks(loop) == 1 ? "" : "s", number == SIGUSR1 ? "SIGUSR1" : strsignal(number));
    dump(loop, stderr);
    funlockfile(stderr);
}

int asyncc__dump_on(asyncc__loop *loop, int number) {
    int status = uv_signal_init(loop->uv, &loop->dump_signal);
    if (status < 0) return status;
    loop->dump_signal.data = loop;
    loop->has_dump_signal = 1;
    loop->handles++;
    uv_unref((uv_handle_t *)&loop->dump_signal);
    return uv_signal_start(&loop->dump_signal, on_signal, number);
}
