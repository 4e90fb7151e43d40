/* dump.c: the tree of tasks: each with the awaits it stands at, and below it the tasks that it waits for.
 *
 * Everything is read from the frames and their descriptors; no task is touched.
 */
#include "internal.h"
#include <stdlib.h>
#include <string.h>

struct walk {
    asyncc__loop *loop;
    FILE *file;
    int depth;
    const asyncc__task *target; /* looked for among those that are waited for */
    int found;
    int is_flat;                /* without the tasks below */
};

static void print_task(struct walk *walk, const asyncc__task *task);

static void visit(void *data, const asyncc__handle *handle) {
    struct walk *walk = data;
    if (handle->run.kind == KIND_TASK && handle->run.state == STATE_PENDING) print_task(walk, (const asyncc__task *)handle);
}

static void look(void *data, const asyncc__handle *handle) {
    struct walk *walk = data;
    if ((const asyncc__task *)handle == walk->target) walk->found = 1;
}

static void each_awaited(const asyncc__task *task, void (*function)(void *, const asyncc__handle *), void *data) {
    if (task->run.wait == WAIT_HANDLE) {
        function(data, task->on);
    } else if (task->run.wait == WAIT_OPERATION) {
        const asyncc__wait *wait = task->on;
        if (wait->operation->each) wait->operation->each(wait, function, data);
    }
}

static void print_state(struct walk *walk, const asyncc__task *task) {
    FILE *file = walk->file;
    if (task == walk->loop->current) {
        fputs(" runs", file);
        return;
    }
    switch (task->run.wait) {
    case WAIT_SLEEP:
        if (task->run.timer == NO_TIMER) fputs(" sleeps forever", file);
        else fprintf(file, " sleeps for %.3f s more", walk->loop->timers[task->run.timer].when - asyncc__now(walk->loop));
        break;
    case WAIT_HANDLE: {
        const asyncc__handle *handle = task->on;
        if (handle->run.state != STATE_PENDING) fputs(" is ready", file);
        else fputs(handle->run.kind == KIND_FUTURE ? " waits for a future" : " waits for a task", file);
        break;
    }
    case WAIT_OPERATION: {
        const asyncc__wait *wait = task->on;
        if (wait->state != STATE_PENDING) fputs(" is ready", file);
        else fprintf(file, " waits for %s", wait->operation->what);
        break;
    }
    default:
        fputs(" is ready", file);
    }
}

static void print_task(struct walk *walk, const asyncc__task *task) {
    char name[64];
    async_task_name_into((async_handle)(uintptr_t)task, name, sizeof name);
    fprintf(walk->file, "%*stask '%s'", walk->depth * 4, "", name);
    print_state(walk, task);
    fputc('\n', walk->file);
    if (task != walk->loop->current) {
        int shown = 0;
        for (const asyncc__frame *frame = task->leaf; frame; frame = frame->parent) {
            const asyncc__coroutine *coroutine = frame->coroutine;
            if (!coroutine->file) continue;
            if (++shown > 50) {
                fprintf(walk->file, "%*s  …\n", walk->depth * 4, "");
                break;
            }
            int at_point = frame->state > 0 && (unsigned)frame->state <= coroutine->npoints;
            fprintf(walk->file, "%*s  %s at %s:%d", walk->depth * 4, "", coroutine->name, coroutine->file,
                    at_point ? coroutine->points[frame->state - 1].line : coroutine->line);
            if (at_point) fprintf(walk->file, ", in %s", coroutine->points[frame->state - 1].what);
            else fputs(", not started", walk->file);
            fputc('\n', walk->file);
        }
    }
    if (++walk->depth < 40 && !walk->is_flat) each_awaited(task, visit, walk);
    walk->depth--;
}

static int is_awaited(asyncc__loop *loop, const asyncc__task *task) {
    struct walk walk = { .target = task };
    for (const asyncc__task *other = loop->tasks; other && !walk.found; other = other->next)
        if (other->run.state == STATE_PENDING && other != task) each_awaited(other, look, &walk);
    return walk.found;
}

static void dump(asyncc__loop *loop, FILE *file) {
    struct walk walk = { .loop = loop, .file = file };
    size_t printed = 0, total = loop->pending;
    int is_large = total > 2000;            /* then who waits for whom is not worked out for each */
    for (const asyncc__task *task = loop->tasks; task; task = task->next) {
        if (task->run.state != STATE_PENDING) continue;
        if (!is_large && is_awaited(loop, task)) continue;
        if (printed++ >= 200) {
            fprintf(file, "… %zu tasks in all\n", total);
            break;
        }
        print_task(&walk, task);
    }
    if (printed || !total) return;
    /* Tasks that wait for each other, all of them: there is no top to begin at. */
    for (const asyncc__task *task = loop->tasks; task; task = task->next)
        if (task->run.state == STATE_PENDING) {
            walk.is_flat = 1;
            print_task(&walk, task);
        }
}

void async_dump(FILE *file) { dump(asyncc__loop_of(asyncc__current("async_dump")), file); }

void asyncc__deadlock(asyncc__loop *loop) {
    fflush(stdout);
    fputs("asyncc: deadlock: no event can wake any of these tasks\n", stderr);
    dump(loop, stderr);
    exit(1);
}
