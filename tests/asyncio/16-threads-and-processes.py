import asyncio
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from virtual_time import gather, run


def blocking_fetch(url, milliseconds):
    time.sleep(milliseconds / 1000)
    return len(url)


def sum_of_squares(start, end):
    return sum(i * i for i in range(start, end))


async def part(executor, k, parts, n):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(executor, sum_of_squares, k * n // parts, (k + 1) * n // parts)


async def tick(ticks):
    while True:
        await asyncio.sleep(0)
        ticks.append(1)


async def main():
    loop = asyncio.get_running_loop()
    ticks = []
    ticker = asyncio.create_task(tick(ticks))
    length = await asyncio.to_thread(blocking_fetch, "https://example.org", 100)
    ticker.cancel()
    try:
        await ticker
    except asyncio.CancelledError:
        print(f"to_thread: {length} bytes, and the loop {'went on' if ticks else 'stood still'}")

    with ThreadPoolExecutor(2, "fetch") as threads:
        a = loop.run_in_executor(threads, blocking_fetch, "/a", 20)
        b = loop.run_in_executor(threads, blocking_fetch, "/bb", 10)
        c = await loop.run_in_executor(threads, blocking_fetch, "/ccc", 10)
        print(f"threads: {await a} {await b} {c}")

    n = 2000000
    with ProcessPoolExecutor(4, multiprocessing.get_context("fork")) as processes:
        sums = await gather(*[part(processes, k, 4, n) for k in range(4)])
    print(f"processes: {sum(sums)}, {'right' if sum(sums) == sum_of_squares(0, n) else 'wrong'}")


run(main())
