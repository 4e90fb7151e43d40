import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from virtual_time import run


def work(n):
    time.sleep(0.002 * n)
    if n == 3:
        return -1
    return n * n


async def timed(executor, n):
    result = await asyncio.get_running_loop().run_in_executor(executor, work, n)
    print(f"{n}: {result}")
    return result


async def main():
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, thread_name_prefix="one") as e:
        print(sum([await t for t in [asyncio.create_task(timed(e, n)) for n in (4, 1, 3, 2)]]))
        name = await loop.run_in_executor(e, lambda: threading.current_thread().name)
        print(name)
        first = loop.run_in_executor(e, work, 10)
        second = loop.run_in_executor(e, work, 1)
        second.cancel()
        try:
            await second
        except asyncio.CancelledError:
            print("cancelled")
        print(await first)
        try:
            await asyncio.wait_for(timed(e, 1), 0)
        except TimeoutError:
            print("no time")
    print("closed")


run(main())
