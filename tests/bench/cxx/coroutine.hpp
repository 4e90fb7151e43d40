// coroutine.hpp: what the benchmarks in C++20 share: tasks, a generator, a scheduler over libuv, gather, a queue.
//
// Minimal, but with what a user would miss at once: errors are passed on (std::exception_ptr), a task starts when it is awaited or spawned, and goes
// to whom it returns by symmetric transfer, so that depth needs no stack.  There is no cancellation and no task tree.  Frames come from malloc, or
// with -DPOOL from free lists.
//
// Coroutines that are measured are [[gnu::noinline]]: clang would otherwise put a callee's frame into its caller's, and where it sees
// everything, compute the result without any coroutine.
#pragma once
#include <coroutine>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <new>
#include <optional>
#include <queue>
#include <utility>
#include <vector>
#include <uv.h>

#ifdef POOL
struct pooled {
    static constexpr std::size_t step = 16, lists = 64;
    static inline void *free[lists];

    static void *operator new(std::size_t size) {
        std::size_t list = (size + step - 1) / step;
        if (list >= lists) return ::operator new(size);
        void *memory = free[list];
        if (!memory) return refill(list);
        free[list] = *static_cast<void **>(memory);
        return memory;
    }

    static void operator delete(void *memory, std::size_t size) {
        std::size_t list = (size + step - 1) / step;
        if (list >= lists) return ::operator delete(memory);
        *static_cast<void **>(memory) = free[list];
        free[list] = memory;
    }

    [[gnu::noinline]] static void *refill(std::size_t list) {
        std::size_t size = list * step, n = 65536 / size;
        char *chunk = static_cast<char *>(::operator new(n * size));
        while (--n) {
            *reinterpret_cast<void **>(chunk + n * size) = free[list];
            free[list] = chunk + n * size;
        }
        return chunk;
    }
};
#else
struct pooled {};
#endif

// ------------------------------------------------------------------ the scheduler

struct waiter {                         // in the ready queue; lies in the frame of who waits
    waiter *next = nullptr;
    std::coroutine_handle<> handle;
};

class scheduler {
    struct sleeping {
        double when;
        waiter *who;
        bool operator<(const sleeping &other) const { return when > other.when; }
    };

    waiter *first = nullptr, **last = &first;
    std::priority_queue<sleeping> sleepers;
    uv_timer_t timer;

    void wake() {
        double t = now();
        while (!sleepers.empty() && sleepers.top().when <= t) {
            push(sleepers.top().who);
            sleepers.pop();
        }
        arm(t);
    }

    void arm(double t) {
        if (sleepers.empty()) return;
        uv_update_time(uv_default_loop());
        double left = (sleepers.top().when - t) * 1e3;
        uv_timer_start(&timer, [](uv_timer_t *h) { static_cast<scheduler *>(h->data)->wake(); }, left > 0 ? static_cast<std::uint64_t>(left) + 1 : 1, 0);
    }

public:
    scheduler() {
        uv_timer_init(uv_default_loop(), &timer);
        timer.data = this;
    }

    static double now() { return static_cast<double>(uv_hrtime()) * 1e-9; }

    void push(waiter *w) {
        w->next = nullptr;
        *last = w;
        last = &w->next;
    }

    void sleep(double seconds, waiter *w) {
        double t = now(), when = t + seconds;
        bool is_first = sleepers.empty() || when < sleepers.top().when;
        sleepers.push({ when, w });
        if (is_first) arm(t);
    }

    // Looks for I/O every so many steps, and blocks when nothing is ready.
    void run_until_done(std::coroutine_handle<> root) {
        int steps = 0;
        while (!root.done()) {
            waiter *w = first;
            if (!w || ++steps == 8192) {
                steps = 0;
                uv_run(uv_default_loop(), w ? UV_RUN_NOWAIT : UV_RUN_ONCE);
                continue;
            }
            first = w->next;
            if (!first) last = &first;
            w->handle.resume();
        }
    }
};

inline scheduler loop;

// ------------------------------------------------------------------ tasks

struct latch {                          // who waits for the end of some tasks
    std::size_t left;
    waiter who;
};

struct promise_base : pooled {
    std::coroutine_handle<> caller;     // who awaits it; null of one that was spawned
    latch *end = nullptr;
    waiter node;                        // when spawned
    std::exception_ptr error;

    struct at_end {
        bool await_ready() noexcept { return false; }
        void await_resume() noexcept {}
        template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
            promise_base &p = h.promise();
            if (p.caller) return p.caller;
            if (p.end && !--p.end->left) loop.push(&p.end->who);
            return std::noop_coroutine();
        }
    };

    std::suspend_always initial_suspend() noexcept { return {}; }
    at_end final_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept { error = std::current_exception(); }
};

template <class T> struct promise_of : promise_base {
    T value;
    void return_value(T v) { value = std::move(v); }
    T take() {
        if (error) std::rethrow_exception(error);
        return std::move(value);
    }
};

template <> struct promise_of<void> : promise_base {
    void return_void() {}
    void take() {
        if (error) std::rethrow_exception(error);
    }
};

template <class T> struct [[nodiscard]] task {
    struct promise_type : promise_of<T> {
        task get_return_object() { return task{ std::coroutine_handle<promise_type>::from_promise(*this) }; }
    };
    std::coroutine_handle<promise_type> handle;

    explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
    task(task &&other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
    ~task() { if (handle) handle.destroy(); }

    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
        handle.promise().caller = caller;
        return handle;
    }
    T await_resume() { return handle.promise().take(); }

    void start(latch *end = nullptr) {
        auto &p = handle.promise();
        p.end = end;
        p.node.handle = handle;
        loop.push(&p.node);
    }
};

template <class T> struct spawned {     // a task that runs by itself
    task<T> t;

    bool await_ready() const noexcept { return t.handle.done(); }
    void await_suspend(std::coroutine_handle<> caller) noexcept {
        end = { 1, { nullptr, caller } };
        t.handle.promise().end = &end;
    }
    T await_resume() { return t.handle.promise().take(); }

    latch end{};
};

template <class T> spawned<T> spawn(task<T> t) {
    t.start();
    return { std::move(t) };
}

template <class T> struct gather {
    std::vector<task<T>> tasks;
    latch end{};

    bool await_ready() const noexcept { return tasks.empty(); }
    void await_suspend(std::coroutine_handle<> caller) {
        end = { tasks.size(), { nullptr, caller } };
        for (auto &t : tasks) t.start(&end);
    }
    std::vector<T> await_resume() {
        std::vector<T> results;
        results.reserve(tasks.size());
        for (auto &t : tasks) results.push_back(t.handle.promise().take());
        return results;
    }
};

template <class T> T run(task<T> t) {
    t.start();
    loop.run_until_done(t.handle);
    return t.handle.promise().take();
}

struct yield_now {
    waiter who;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) noexcept {
        who.handle = h;
        loop.push(&who);
    }
    void await_resume() const noexcept {}
};

struct sleep_for {
    double seconds;
    waiter who{};
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) {
        who.handle = h;
        loop.sleep(seconds, &who);
    }
    void await_resume() const noexcept {}
};

// ------------------------------------------------------------------ generators

template <class T> struct generator {
    struct promise_type : pooled {
        T value;
        std::exception_ptr error;
        generator get_return_object() { return generator{ std::coroutine_handle<promise_type>::from_promise(*this) }; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(T v) { value = std::move(v); return {}; }
        void return_void() {}
        void unhandled_exception() noexcept { error = std::current_exception(); }
    };
    std::coroutine_handle<promise_type> handle;

    explicit generator(std::coroutine_handle<promise_type> h) : handle(h) {}
    generator(generator &&other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
    ~generator() { if (handle) handle.destroy(); }

    struct iterator {
        std::coroutine_handle<promise_type> handle;
        bool operator!=(std::nullptr_t) const { return !handle.done(); }
        iterator &operator++() {
            handle.resume();
            if (handle.promise().error) std::rethrow_exception(handle.promise().error);
            return *this;
        }
        T operator*() const { return handle.promise().value; }
    };
    iterator begin() { return ++iterator{ handle }; }
    std::nullptr_t end() { return nullptr; }
};

// ------------------------------------------------------------------ queues

// A bounded queue.  A value goes straight to who waits for one, and from who waits for room into the queue.
template <class T> class channel {
    template <class Waiting> struct line {
        Waiting *first = nullptr, **last = &first;
        void push(Waiting *w) {
            w->behind = nullptr;
            *last = w;
            last = &w->behind;
        }
        Waiting *pop() {
            Waiting *w = first;
            if (w && !(first = w->behind)) last = &first;
            return w;
        }
    };

    struct putting {
        channel &q;
        T value;
        putting *behind = nullptr;
        waiter who{};
        bool await_ready() { return q.try_put(value); }
        void await_suspend(std::coroutine_handle<> h) {
            who.handle = h;
            q.putters.push(this);
        }
        void await_resume() {}
    };

    struct getting {
        channel &q;
        std::optional<T> value{};
        getting *behind = nullptr;
        waiter who{};
        bool await_ready() { return q.try_get(value); }
        void await_suspend(std::coroutine_handle<> h) {
            who.handle = h;
            q.getters.push(this);
        }
        T await_resume() { return std::move(*value); }
    };

    std::vector<T> items;
    std::size_t first = 0, count = 0;
    line<putting> putters;
    line<getting> getters;

    void append(T &value) {
        std::size_t at = first + count++;
        items[at < items.size() ? at : at - items.size()] = std::move(value);
    }

    bool try_put(T &value) {
        if (getting *g = getters.pop()) {
            g->value = std::move(value);
            loop.push(&g->who);
            return true;
        }
        if (count == items.size()) return false;
        append(value);
        return true;
    }

    bool try_get(std::optional<T> &value) {
        if (!count) return false;
        value = std::move(items[first]);
        if (++first == items.size()) first = 0;
        count--;
        if (putting *p = putters.pop()) {
            append(p->value);
            loop.push(&p->who);
        }
        return true;
    }

public:
    explicit channel(std::size_t room) : items(room) {}
    putting put(T value) { return { *this, std::move(value) }; }
    getting get() { return { *this }; }
};
