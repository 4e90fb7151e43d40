"""The benchmarks under asyncio: `bench.py [--uvloop] PROGRAM WHAT COUNT` prints what the programs in C print, see ../bench.h.

A function is marked with the name of its benchmark: @ await, @ fib and so on.
"""
import asyncio
import os
import sys
import time

import other

MASK = (1 << 32) - 1


async def mix(a, b):
    return ((a ^ b) + (a >> 3)) & MASK


async def run_await(what, n):           # @ await
    total = 1
    if what == "unit":
        for i in range(n):
            total = await mix(total, i)
    else:
        for i in range(n):
            total = await other.mix(total, i)
    return total


async def fib(n):
    return n if n < 2 else await fib(n - 1) + await fib(n - 2)


async def run_fib(what, n):             # @ fib
    return await fib(n)


async def yields(n):
    done = 0
    for _ in range(n):
        await asyncio.sleep(0)
        done += 1
    return done


async def run_yield(what, n):           # @ yield
    tasks = [asyncio.create_task(yields(n // int(what))) for _ in range(int(what))]
    return sum([await t for t in tasks])


async def twice(n):
    return 2 * n


async def run_spawn(what, n):           # @ spawn
    total = 0
    for i in range(n):
        total += await asyncio.create_task(twice(i))
    return total


async def branch(n):
    await asyncio.sleep(0)
    return n


async def run_gather(what, n):          # @ gather
    total = 0
    for i in range(n // 100):
        total += sum(await asyncio.gather(*[branch(i + k) for k in range(100)]))
    return total


async def producer(q, n):
    for i in range(n):
        await q.put(i)


async def consumer(q, n):
    total = 0
    for _ in range(n):
        total += await q.get()
    return total


async def run_queue(what, n):           # @ queue
    q = asyncio.Queue(int(what))
    return (await asyncio.gather(producer(q, n), consumer(q, n)))[1]


async def numbers(n):
    for i in range(n):
        yield i


async def run_generator(what, n):       # @ generator
    total = 0
    async for item in numbers(n):
        total = ((total << 1 | total >> 31) & MASK) ^ item
    return total


def memory():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGESIZE")


async def run_sleepers(what, n):        # @ sleepers
    before = memory()
    tasks = [asyncio.create_task(asyncio.sleep(1 + i * 7919 % n / n)) for i in range(n)]
    await asyncio.sleep(0)
    used = memory() - before
    done = 0
    for t in tasks:
        await t
        done += 1
    return done, used


async def run_loop(what, n):            # @ loop
    a, b, mask = 1, 2, (1 << 64) - 1
    table = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3]
    await asyncio.sleep(0)
    for i in range(n):
        a = a * 6364136223846793005 + table[b & 15] & mask
        b ^= a >> 29
        table[i & 15] = table[i & 15] + b & mask
    await asyncio.sleep(0)
    return a ^ b ^ table[3]


if "--uvloop" in sys.argv:
    import uvloop
    uvloop.install()
program, what, count = sys.argv[-3], sys.argv[-2], int(sys.argv[-1])
began = time.process_time()
result = asyncio.run(globals()["run_" + program](what, count))
seconds = time.process_time() - began
print(*(result[0], seconds, result[1]) if isinstance(result, tuple) else (result, seconds))
