// bench.cpp: the benchmarks with Boost.Asio's awaitable: `bench PROGRAM WHAT COUNT` prints what the programs in C print, see ../bench.h.
// A function is marked with the name of its benchmark: @ await, @ fib and so on.
//
// An io_context of one thread.  Asio takes frames from a small cache of its own.  Debian's version has neither channels nor parallel groups: who waits for
// another task waits for a timer that never expires until that cancels it, as is usual there.
#include <utility>                  // which the next one needs and does not include
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <string>
#include <vector>
#include "other.hpp"
#include "../bench.h"

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using std::size_t;
using u64 = std::uint64_t;

static asio::io_context io(1);
static size_t before, after;

// Who waits for something that another task does.
class event {
    asio::steady_timer timer{ io, asio::steady_timer::time_point::max() };

public:
    awaitable<void> wait() {
        boost::system::error_code ignored;
        co_await timer.async_wait(asio::redirect_error(use_awaitable, ignored));
    }
    void wake() { timer.cancel(); }
};

static awaitable<void> give_way() { return asio::post(io, use_awaitable); }

[[gnu::noinline]] static awaitable<uint32_t> mix(uint32_t a, uint32_t b) { co_return (a ^ b) + (a >> 3); }

static awaitable<u64> run_await(std::string what, size_t n) {       // @ await
    uint32_t sum = 1;
    if (what == "unit") for (size_t i = 0; i < n; i++) sum = co_await mix(sum, static_cast<uint32_t>(i));
    else for (size_t i = 0; i < n; i++) sum = co_await other_mix(sum, static_cast<uint32_t>(i));
    co_return sum;
}

[[gnu::noinline]] static awaitable<u64> fib(size_t n) {
    if (n < 2) co_return n;
    u64 first = co_await fib(n - 1);
    co_return first + co_await fib(n - 2);
}

static awaitable<u64> run_fib(std::string, size_t n) { co_return co_await fib(n); }        // @ fib

static awaitable<u64> yields(size_t n) {
    u64 done = 0;
    for (size_t i = 0; i < n; i++) {
        co_await give_way();
        done++;
    }
    co_return done;
}

// Runs all that `start(k)` returns, and adds up what they return.
template <class Start> static awaitable<u64> sum_of(size_t n, Start start) {
    u64 sum = 0;
    size_t left = n;
    event all;
    for (size_t k = 0; k < n; k++) {
        asio::co_spawn(io, start(k), [&](std::exception_ptr error, u64 result) {
            if (error) std::rethrow_exception(error);
            sum += result;
            if (!--left) all.wake();
        });
    }
    if (left) co_await all.wait();
    co_return sum;
}

static awaitable<u64> run_yield(std::string what, size_t n) {       // @ yield
    size_t ntasks = std::stoul(what);
    co_return co_await sum_of(ntasks, [=](size_t) { return yields(n / ntasks); });
}

static awaitable<u64> twice(u64 n) { co_return 2 * n; }

static awaitable<u64> run_spawn(std::string, size_t n) {            // @ spawn
    u64 sum = 0;
    for (size_t i = 0; i < n; i++) sum += co_await asio::co_spawn(io, twice(i), use_awaitable);
    co_return sum;
}

static awaitable<u64> branch(u64 n) {
    co_await give_way();
    co_return n;
}

static awaitable<u64> run_gather(std::string, size_t n) {           // @ gather
    constexpr size_t width = 100;
    u64 sum = 0;
    for (size_t i = 0; i < n / width; i++) sum += co_await sum_of(width, [=](size_t k) { return branch(i + k); });
    co_return sum;
}

class channel {
    std::deque<u64> items;
    size_t room;
    event taken, added;
    bool getter = false, putter = false;        // does one wait?

public:
    explicit channel(size_t n) : room(n) {}

    awaitable<void> put(u64 item) {
        while (items.size() == room) {
            putter = true;
            co_await taken.wait();
        }
        items.push_back(item);
        if (getter) getter = false, added.wake();
    }

    awaitable<u64> get() {
        while (items.empty()) {
            getter = true;
            co_await added.wait();
        }
        u64 item = items.front();
        items.pop_front();
        if (putter) putter = false, taken.wake();
        co_return item;
    }
};

static awaitable<void> producer(channel &q, size_t n) {
    for (size_t i = 0; i < n; i++) co_await q.put(i);
}

static awaitable<u64> run_queue(std::string what, size_t n) {       // @ queue
    channel q(std::stoul(what));
    asio::co_spawn(io, producer(q, n), asio::detached);
    u64 sum = 0;
    for (size_t i = 0; i < n; i++) sum += co_await q.get();
    co_return sum;
}

static awaitable<u64> sleeper(double seconds) {
    asio::steady_timer timer(io, std::chrono::nanoseconds(static_cast<long>(seconds * 1e9)));
    co_await timer.async_wait(use_awaitable);
    co_return 1;
}

static awaitable<u64> run_sleepers(std::string, size_t n) {         // @ sleepers
    before = bench_memory();
    asio::post(io, [] { asio::post(io, [] { after = bench_memory(); }); });
    co_return co_await sum_of(n, [=](size_t i) { return sleeper(1 + static_cast<double>(i * 7919 % n) / static_cast<double>(n)); });
}

static awaitable<u64> nested(u64 depth) {
    if (!depth) {
        co_await give_way();
        after = bench_memory();
        co_return 0;
    }
    co_return co_await nested(depth - 1) + 1;
}

static awaitable<u64> run_nested(std::string, size_t n) {           // @ nested
    before = bench_memory();
    co_return co_await nested(n);
}

static awaitable<u64> run_loop(std::string, size_t n) {             // @ loop
    u64 a = 1, b = 2;
    u64 table[16] = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3 };
    co_await give_way();
    for (size_t i = 0; i < n; i++) {
        a = a * 6364136223846793005u + table[b & 15];
        b ^= a >> 29;
        table[i & 15] += b;
    }
    co_await give_way();
    co_return a ^ b ^ table[3];
}

static const struct { const char *name; awaitable<u64> (*function)(std::string, size_t); } programs[] = {
    { "await", run_await }, { "fib", run_fib }, { "yield", run_yield }, { "spawn", run_spawn }, { "gather", run_gather }, { "queue", run_queue },
    { "sleepers", run_sleepers }, { "nested", run_nested }, { "loop", run_loop },
};

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    for (auto &p : programs) {
        if (strcmp(p.name, argv[1])) continue;
        u64 result = 0;
        double began = bench_now();
        asio::co_spawn(io, p.function(argv[2], std::stoul(argv[3])), [&](std::exception_ptr error, u64 value) {
            if (error) std::rethrow_exception(error);
            result = value;
        });
        io.run();
        double seconds = bench_now() - began;
        if (after) bench_report_memory(result, seconds, after - before);
        else bench_report(result, seconds);
        return 0;
    }
    return 2;
}
