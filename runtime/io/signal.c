/* signal.c: waiting for signals, with one uv_signal_t for each number.
 *
 * When the last uv_signal_t of a number stops, libuv gives the signal its default meaning.  What it meant before (the runtime's own SIGINT) is therefore
 * kept and put back; that is of the process, hence the mutex.
 */
#include "../request.h"
#include <signal.h>
#include <stdlib.h>

static struct { unsigned users; struct sigaction before; } meaning[NSIG];
static uv_mutex_t meaning_mutex;
static uv_once_t meaning_once = UV_ONCE_INIT;

static void make_mutex(void) { uv_mutex_init(&meaning_mutex); }

struct signals;

struct watched {
    uv_signal_t uv;
    struct signals *all;
    int number, is_started;
    int count;                  /* that came and were not told yet */
};

struct signals {
    async_event *noticed;
    size_t count, closing;
    struct watched each[];
};

static void on_signal(uv_signal_t *uv, int number) {
    struct watched *w = container_of(uv, struct watched, uv);
    (void)number;
    w->count++;
    async_event_set(w->all->noticed);
}

static int start(struct watched *w) {
    if (w->number <= 0 || w->number >= NSIG) return UV_EINVAL;
    uv_mutex_lock(&meaning_mutex);
    struct sigaction before;
    sigaction(w->number, NULL, &before);
    int status = uv_signal_start(&w->uv, on_signal, w->number);
    if (!status && !meaning[w->number].users++) meaning[w->number].before = before;
    w->is_started = !status;
    uv_mutex_unlock(&meaning_mutex);
    return status;
}

static void stop(struct watched *w) {
    if (!w->is_started) return;
    uv_mutex_lock(&meaning_mutex);
    uv_signal_stop(&w->uv);
    struct sigaction now;
    if (!--meaning[w->number].users && !sigaction(w->number, NULL, &now) && now.sa_handler == SIG_DFL)
        sigaction(w->number, &meaning[w->number].before, NULL);
    uv_mutex_unlock(&meaning_mutex);
}

static void on_closed(uv_handle_t *handle) {
    struct signals *s = container_of((uv_signal_t *)handle, struct watched, uv)->all;
    asyncc__handle_closed();
    if (!--s->closing) free(s);
}

static void signals_close(struct signals *s) {
    async_event_free(s->noticed);
    if (!(s->closing = s->count)) free(s);
    else for (size_t i = 0, n = s->count; i < n; i++) {
        stop(&s->each[i]);
        asyncc__handle_close((uv_handle_t *)&s->each[i].uv, on_closed);
    }
}

async_generator int async_signals_of(const int *numbers) {
    size_t count = 0;
    while (numbers[count]) count++;
    uv_once(&meaning_once, make_mutex);
    struct signals *s = asyncc__malloc(sizeof *s + count * sizeof s->each[0]);
    if (!s) throw(UV_ENOMEM, "out of memory");
    s->count = 0;
    s->noticed = async_event_new();
    defer signals_close(s);
    if (!s->noticed) throw(UV_ENOMEM, "out of memory");
    for (size_t i = 0; i < count; i++) {
        struct watched *w = &s->each[i];
        *w = (struct watched){ .all = s, .number = numbers[i] };
        int status = uv_signal_init(async_uv_loop(), &w->uv);
        if (!status) s->count++, status = start(w);
        if (status) throw(status, "signal %d: %s", numbers[i], uv_strerror(status));
    }
    for (;;) {
        async_event_clear(s->noticed);
        for (size_t i = 0; i < count; i++)
            while (s->each[i].count) {
                s->each[i].count--;
                yield s->each[i].number;
            }
        await async_event_wait(s->noticed);
    }
}

async int async_signal_wait(int number) {
    async_for (int came, async_signals(number)) return came;
    return 0;           /* not reached */
}
