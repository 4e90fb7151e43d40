// bench.cpp: the benchmarks as C++20 coroutines: `bench PROGRAM WHAT COUNT` prints what the programs in C print, see ../bench.h.
// A function is marked with the name of its benchmark: @ await, @ fib and so on.
#include <string>
#include "coroutine.hpp"
#include "other.hpp"
#include "../bench.h"

using std::size_t;
using u64 = std::uint64_t;
#define MEASURED [[gnu::noinline]] static

MEASURED task<uint32_t> mix(uint32_t a, uint32_t b) { co_return (a ^ b) + (a >> 3); }

static task<u64> run_await(std::string what, size_t n) {            // @ await
    uint32_t sum = 1;
    if (what == "unit") for (size_t i = 0; i < n; i++) sum = co_await mix(sum, static_cast<uint32_t>(i));
    else for (size_t i = 0; i < n; i++) sum = co_await other_mix(sum, static_cast<uint32_t>(i));
    co_return sum;
}

MEASURED task<u64> fib(int n) {
    if (n < 2) co_return static_cast<u64>(n);
    u64 first = co_await fib(n - 1);
    co_return first + co_await fib(n - 2);
}

static task<u64> run_fib(std::string, size_t n) { co_return co_await fib(static_cast<int>(n)); }           // @ fib

MEASURED task<u64> yields(size_t n) {
    u64 done = 0;
    for (size_t i = 0; i < n; i++) {
        co_await yield_now{};
        done++;
    }
    co_return done;
}

static task<u64> run_yield(std::string what, size_t n) {            // @ yield
    size_t ntasks = std::stoul(what);
    std::vector<spawned<u64>> tasks;
    u64 done = 0;
    tasks.reserve(ntasks);
    for (size_t i = 0; i < ntasks; i++) tasks.push_back(spawn(yields(n / ntasks)));
    for (auto &t : tasks) done += co_await t;
    co_return done;
}

MEASURED task<u64> twice(u64 n) { co_return 2 * n; }

static task<u64> run_spawn(std::string, size_t n) {                 // @ spawn
    u64 sum = 0;
    for (size_t i = 0; i < n; i++) {
        auto t = spawn(twice(i));
        sum += co_await t;
    }
    co_return sum;
}

MEASURED task<u64> branch(u64 n) {
    co_await yield_now{};
    co_return n;
}

static task<u64> run_gather(std::string, size_t n) {                // @ gather
    constexpr size_t width = 100;
    u64 sum = 0;
    for (size_t i = 0; i < n / width; i++) {
        std::vector<task<u64>> branches;
        branches.reserve(width);
        for (size_t k = 0; k < width; k++) branches.push_back(branch(i + k));
        for (u64 result : co_await gather<u64>{ std::move(branches) }) sum += result;
    }
    co_return sum;
}

MEASURED task<void> producer(channel<u64> &q, size_t n) {
    for (size_t i = 0; i < n; i++) co_await q.put(i);
}

MEASURED task<u64> consumer(channel<u64> &q, size_t n) {
    u64 sum = 0;
    for (size_t i = 0; i < n; i++) sum += co_await q.get();
    co_return sum;
}

static task<u64> run_queue(std::string what, size_t n) {            // @ queue
    channel<u64> q(std::stoul(what));
    auto from = spawn(producer(q, n));
    auto to = spawn(consumer(q, n));
    co_await from;
    co_return co_await to;
}

MEASURED generator<u64> range(u64 n) {
    for (u64 i = 0; i < n; i++) co_yield i;
}

static task<u64> run_generator(std::string, size_t n) {             // @ generator
    uint32_t sum = 0;
    for (u64 item : range(n)) sum = (sum << 1 | sum >> 31) ^ static_cast<uint32_t>(item);
    co_return sum;
}

static size_t before, after;

MEASURED task<void> sleeper(double seconds) { co_await sleep_for{ seconds }; }

static task<u64> run_sleepers(std::string, size_t n) {              // @ sleepers
    std::vector<spawned<void>> tasks;
    tasks.reserve(n);
    before = bench_memory();
    for (size_t i = 0; i < n; i++) tasks.push_back(spawn(sleeper(1 + static_cast<double>(i * 7919 % n) / static_cast<double>(n))));
    co_await yield_now{};
    after = bench_memory();
    u64 done = 0;
    for (auto &t : tasks) {
        co_await t;
        done++;
    }
    co_return done;
}

MEASURED task<u64> nested(u64 depth) {
    if (!depth) {
        co_await yield_now{};
        after = bench_memory();
        co_return 0;
    }
    co_return co_await nested(depth - 1) + 1;
}

static task<u64> run_nested(std::string, size_t n) {                // @ nested
    before = bench_memory();
    co_return co_await nested(n);
}

MEASURED task<u64> run_loop(std::string, size_t n) {                // @ loop
    u64 a = 1, b = 2;
    u64 table[16] = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3 };
    co_await yield_now{};
    for (size_t i = 0; i < n; i++) {
        a = a * 6364136223846793005u + table[b & 15];
        b ^= a >> 29;
        table[i & 15] += b;
    }
    co_await yield_now{};
    co_return a ^ b ^ table[3];
}

static const struct { const char *name; task<u64> (*function)(std::string, size_t); } programs[] = {
    { "await", run_await }, { "fib", run_fib }, { "yield", run_yield }, { "spawn", run_spawn }, { "gather", run_gather }, { "queue", run_queue },
    { "generator", run_generator }, { "sleepers", run_sleepers }, { "nested", run_nested }, { "loop", run_loop },
};

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    for (auto &p : programs) {
        if (strcmp(p.name, argv[1])) continue;
        double began = bench_now();
        u64 result = run(p.function(argv[2], std::stoul(argv[3])));
        double seconds = bench_now() - began;
        if (after) bench_report_memory(result, seconds, after - before);
        else bench_report(result, seconds);
        return 0;
    }
    return 2;
}
