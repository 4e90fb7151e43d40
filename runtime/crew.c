/* crew.c: processes that run jobs: copies of this one, made by fork, each at the other end of a socket pair.
 *
 * The loop writes a head and the job's block, the process calls the work's function on its copy, and writes back one byte and the result.  A
 * process that is gone is seen as the end of the stream; how it ended is then asked of the system, which also removes it, and becomes
 * the error of the job that it ran.  It is replaced when there is a job for the replacement.
 *
 * Everything here is done in the loop's thread, and forking too: that one is in the middle of nothing, holds no lock, and its
 * thread-local objects are those that a job expects.
 */
#include "executor.h"
#include "request.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined __linux__
#include <sys/prctl.h>
#endif

#if defined __has_include
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#endif
#endif
#ifndef VALGRIND_MAKE_MEM_DEFINED
#define VALGRIND_MAKE_MEM_DEFINED(from, size) ((void)(from), (void)(size))
#endif

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

struct head { const struct asyncc__work *work; };
enum { REPLY_RESULT = 1, REPLY_NO_MEMORY };

struct worker {
    uv_poll_t poll;             /* first: freed in its close callback */
    struct asyncc__crew *crew;
    pid_t pid;                  /* 0: there is no process, and no handle */
    int fd;
    asyncc__job *job;           /* null: idle */
    struct head head;
    size_t sent, received;      /* bytes: of head and block; of reply and result */
    unsigned char reply;
};

struct asyncc__crew {
    asyncc__loop *loop;
    struct asyncc__jobs jobs;
    int limit, is_fresh;
    struct worker *workers[];   /* null: none there yet, or it has died */
};

/* ---------------------------------------------------------------- the process */

static int read_all(int fd, void *to, size_t size) {
    for (char *p = to; size;) {
        ssize_t n = recv(fd, p, size, 0);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return 0;
        p += n;
        size -= (size_t)n;
    }
    return 1;
}

/* Arguments and results travel with their padding, which nobody writes: valgrind need not report that. */
static void goes_out(const void *from, size_t size) { (void)VALGRIND_MAKE_MEM_DEFINED(from, size); }

static int write_all(int fd, const void *from, size_t size) {
    for (const char *p = from; size;) {
        ssize_t n = send(fd, p, size, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return 0;
        p += n;
        size -= (size_t)n;
    }
    return 1;
}

/* A copy of a connection would keep it open when this program closes it, and one of the loop's own descriptors would do worse. */
static void close_descriptors(int keep) {
    DIR *folder = opendir("/proc/self/fd");
    int limit = folder ? 0 : (int)sysconf(_SC_OPEN_MAX), own = folder ? dirfd(folder) : -1;
    struct dirent *entry;
    for (int i = 3; folder ? (entry = readdir(folder)) != NULL : i < limit; i++) {
        int fd = folder ? atoi(entry->d_name) : i;
        struct stat status;
        if (fd < 3 || fd == keep || fd == own || fstat(fd, &status)) continue;
        if (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) || S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode)) continue;
        close(fd);
    }
    if (folder) closedir(folder);
}

/* Handlers of the program's belong to its loop; those for its own faults may go on reporting them.  SIGINT from a terminal reaches
 * all processes at once, and is for the first of them to deal with. */
static void reset_signals(void) {
    static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP };
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action;
        int is_fault = 0;
        for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) is_fault |= number == faults[i];
        if (is_fault || sigaction(number, NULL, &action) || action.sa_handler == SIG_IGN || action.sa_handler == SIG_DFL) continue;
        signal(number, SIG_DFL);
    }
    signal(SIGINT, SIG_IGN);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void __attribute__((noreturn)) serve(int fd, pid_t parent) {
#if defined __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);           /* nobody is left who wants the result */
#endif
    if (getppid() != parent) _exit(1);
    reset_signals();
    close_descriptors(fd);
    asyncc__loop_current = NULL;                /* a job may run coroutines of its own, by blocking calls */
    asyncc__indirect = NULL;
    asyncc__pool_forked();
    asyncc__owners_forked();
    for (struct head head; read_all(fd, &head, sizeof head);) {
        const struct asyncc__work *w = head.work;
        unsigned char reply = REPLY_RESULT;
        size_t align = w->align > 16 ? w->align : 16;
        char *memory = malloc(w->size + align), *block = (char *)(((uintptr_t)memory + align - 1) & ~(uintptr_t)(align - 1));
        if (!memory) {
            reply = REPLY_NO_MEMORY;
            write_all(fd, &reply, 1);
            break;
        }
        if (!read_all(fd, block, w->size)) break;
        w->function(block);
        fflush(stdout);
        goes_out(block, w->result_size);
        if (!write_all(fd, &reply, 1) || !write_all(fd, block, w->result_size)) break;
        free(memory);
    }
    _exit(0);
}

/* ------------------------------------------------------- from the loop's side */

static void on_poll(uv_poll_t *poll, int status, int events);

static struct worker *start(struct asyncc__crew *crew, int *status) {
    int fds[2];
    struct worker *w = asyncc__malloc(sizeof *w);
    *status = UV_ENOMEM;
    if (!w) return NULL;
    *status = 0;
    memset(w, 0, sizeof *w);
    w->crew = crew;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds)) {
        *status = uv_translate_sys_error(errno);
        free(w);
        return NULL;
    }
    w->fd = fds[0];
    fcntl(w->fd, F_SETFL, O_NONBLOCK);
    pid_t parent = getpid();
    /* What stands in the buffer must not be printed twice, and no other thread may hold the lock that a job's printf will need. */
    flockfile(stdout);
    fflush(stdout);
    w->pid = fork();
    if (!w->pid) {
        funlockfile(stdout);
        free(w);                /* the copy here, of which nobody knows */
        serve(fds[1], parent);
    }
    int error = errno;
    funlockfile(stdout);
    close(fds[1]);
    if (w->pid > 0) {
        if (!(*status = uv_poll_init(crew->loop->uv, &w->poll, w->fd))) {
            uv_poll_start(&w->poll, UV_READABLE, on_poll);
            uv_unref((uv_handle_t *)&w->poll);          /* an idle process keeps nobody waiting */
            return w;
        }
        kill(w->pid, SIGKILL);
        while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR) {}
    } else {
        *status = uv_translate_sys_error(error);
    }
    close(w->fd);
    free(w);
    return NULL;
}

static void on_closed(uv_handle_t *handle) {
    asyncc__handle_closed();
    free(handle);
}

/* Ends the process, if it has not ended by itself, and waits for that; how it ended, or -1.  What it ran is not dealt with here. */
static int stop(struct worker *w) {
    int how = 0;
    uv_poll_stop(&w->poll);
    close(w->fd);
    kill(w->pid, SIGKILL);      /* without effect on one that is already about to end */
    pid_t pid;
    while ((pid = waitpid(w->pid, &how, 0)) < 0 && errno == EINTR) {}
    struct asyncc__crew *crew = w->crew;
    for (int i = 0; i < crew->limit; i++)
        if (crew->workers[i] == w) crew->workers[i] = NULL;
    asyncc__handle_close((uv_handle_t *)&w->poll, on_closed);
    return pid < 0 ? -1 : how;
}

static void dispatch(struct asyncc__crew *crew);

static void died(struct worker *w) {
    struct asyncc__crew *crew = w->crew;
    asyncc__job *job = w->job;
    int how = stop(w);
    if (job && !job->is_left) {
        const char *name = job->work->name;
        if (w->reply == REPLY_NO_MEMORY) job->error = asyncc__error_new(UV_ENOMEM, "out of memory in the process of '%s'", name);
        else if (how == -1) job->error = asyncc__error_new(UV_ESRCH, "the process of '%s' ended", name);
        else if (WIFSIGNALED(how)) job->error = asyncc__error_new(UV_ESRCH, "the process of '%s' was killed by signal %d (%s)", name, WTERMSIG(how),
                                                                  strsignal(WTERMSIG(how)));
        else job->error = asyncc__error_new(UV_ESRCH, "the process of '%s' exited with status %d", name, WEXITSTATUS(how));
    }
    dispatch(crew);
    if (job) asyncc__job_back(crew->loop, &job->call);          /* the last thing: with its last job the crew may go */
}

/* As much as goes. False: the process is gone. */
static int send_more(struct worker *w) {
    asyncc__job *job = w->job;
    size_t size = job->work->size, total = sizeof w->head + size;
    while (w->sent < total) {
        int is_head = w->sent < sizeof w->head;
        const char *from = is_head ? (const char *)&w->head + w->sent : (const char *)asyncc__job_block(job) + (w->sent - sizeof w->head);
        ssize_t n = send(w->fd, from, is_head ? sizeof w->head - w->sent : total - w->sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
        w->sent += (size_t)n;
    }
    return 1;
}

/* 1: the result is there; 0: not yet; -1: the process is gone, or says what it should not. */
static int receive_more(struct worker *w) {
    size_t size = w->job ? w->job->work->result_size : 0;
    for (;;) {
        char *to = w->received ? (char *)asyncc__job_block(w->job) + (w->received - 1) : (char *)&w->reply;
        size_t left = w->received ? size + 1 - w->received : 1;
        if (!left) return 1;
        ssize_t n = recv(w->fd, to, left, 0);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return 0;
        if (n <= 0 || !w->job || w->reply != REPLY_RESULT) return -1;
        w->received += (size_t)n;
    }
}

static void on_poll(uv_poll_t *poll, int status, int events) {
    struct worker *w = container_of(poll, struct worker, poll);
    struct asyncc__crew *crew = w->crew;
    /* An error of writing is the end of the process, too; what that had to say is still there to be read. */
    if (w->job && (events & UV_WRITABLE)) {
        send_more(w);
        if (w->sent == sizeof w->head + w->job->work->size) uv_poll_start(poll, UV_READABLE, on_poll);
    }
    if (!status && !(events & UV_READABLE)) return;
    int received = status ? -1 : receive_more(w);
    if (!received) return;
    if (received < 0) {
        died(w);
        return;
    }
    asyncc__job *job = w->job;
    w->job = NULL;
    uv_unref((uv_handle_t *)poll);
    if (crew->is_fresh) stop(w);
    dispatch(crew);
    asyncc__job_back(crew->loop, &job->call);
}

static void assign(struct worker *w, asyncc__job *job) {
    w->job = job;
    w->head.work = job->work;
    w->sent = w->received = 0;
    w->reply = 0;
    job->state = JOB_RUNNING;
    uv_ref((uv_handle_t *)&w->poll);
    goes_out(asyncc__job_block(job), job->work->size);
    send_more(w);               /* when that fails, on_poll sees the end */
    uv_poll_start(&w->poll, w->sent < sizeof w->head + job->work->size ? UV_READABLE | UV_WRITABLE : UV_READABLE, on_poll);
}

/* Died while it was idle? */
static int is_dead(struct worker *w) {
    char byte;
    ssize_t n = recv(w->fd, &byte, 1, MSG_PEEK);
    return n >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

/* A process without a job, a new one if there may be more; null: all are busy, or *status is why there is none. */
static struct worker *find(struct asyncc__crew *crew, int *status) {
    int free_place = -1, busy = 0;
    *status = 0;
    for (int i = 0; i < crew->limit; i++) {
        struct worker *w = crew->workers[i];
        if (w && !w->job) {
            if (!is_dead(w)) return w;
            stop(w);
            w = NULL;
        }
        if (w) busy++;
        else if (free_place < 0) free_place = i;
    }
    if (free_place < 0) return NULL;
    struct worker *w = crew->workers[free_place] = start(crew, status);
    if (!w && busy) *status = 0;                /* then it waits for one of those */
    return w;
}

static void dispatch(struct asyncc__crew *crew) {
    int status = 0;
    for (struct worker *w; crew->jobs.first && (w = find(crew, &status));) assign(w, asyncc__jobs_take(&crew->jobs));
    if (!status) return;
    /* No process at all and no way to make one: nobody will ever run what is in the queue. */
    asyncc__loop *loop = crew->loop;
    asyncc__job *job = crew->jobs.first;
    crew->jobs = (struct asyncc__jobs){ NULL, &crew->jobs.first };
    for (asyncc__job *next; job; job = next) {
        next = job->next;
        job->error = asyncc__error_new(status, "no process: %s", uv_strerror(status));
        asyncc__job_back(loop, &job->call);
    }
}

/* ----------------------------------------------------------------------- crew */

struct asyncc__crew *asyncc__crew_new(asyncc__loop *loop, int n, int is_fresh, int *status) {
    if (n <= 0) {
        uv_cpu_info_t *cpus;
        n = 1;
        if (!uv_cpu_info(&cpus, &n)) uv_free_cpu_info(cpus, n);
    }
    struct asyncc__crew *crew = asyncc__malloc(sizeof *crew + (size_t)n * sizeof *crew->workers);
    *status = UV_ENOMEM;
    if (!crew) return NULL;
    memset(crew, 0, sizeof *crew + (size_t)n * sizeof *crew->workers);
    crew->loop = loop;
    crew->jobs.last = &crew->jobs.first;
    crew->limit = n;
    crew->is_fresh = is_fresh;
    *status = 0;
    for (int i = 0; i < n && !is_fresh; i++)
        if (!(crew->workers[i] = start(crew, status))) {
            asyncc__crew_free(crew);
            return NULL;
        }
    return crew;
}

int asyncc__crew_put(struct asyncc__crew *crew, asyncc__job *job) {
    int status = 0;
    if (!crew->jobs.first) {
        struct worker *w = find(crew, &status);
        if (w) assign(w, job);
        if (w || status) return status;
    }
    job->state = JOB_QUEUED;
    asyncc__jobs_add(&crew->jobs, job);
    return 0;
}

int asyncc__crew_take_back(struct asyncc__crew *crew, asyncc__job *job) {
    if (asyncc__jobs_remove(&crew->jobs, job)) return 1;
    for (int i = 0; i < crew->limit; i++)
        if (crew->workers[i] && crew->workers[i]->job == job) kill(crew->workers[i]->pid, SIGKILL);     /* on_poll sees it go */
    return 0;
}

void asyncc__crew_kill(struct asyncc__crew *crew) {
    for (int i = 0; i < crew->limit; i++)
        if (crew->workers[i] && crew->workers[i]->job) kill(crew->workers[i]->pid, SIGKILL);
}

void asyncc__crew_free(struct asyncc__crew *crew) {
    for (int i = 0; i < crew->limit; i++) {
        struct worker *w = crew->workers[i];
        if (!w) continue;
        asyncc__job *job = w->job;
        stop(w);
        if (job) asyncc__job_free(job);
    }
    for (asyncc__job *job; (job = asyncc__jobs_take(&crew->jobs));) asyncc__job_free(job);
    free(crew);
}
