import asyncio
from python_3_13 import Semaphore
from virtual_time import run, say


async def work(semaphore, k):
    await semaphore.acquire()
    say(k)
    semaphore.release()


async def greedy(semaphore):
    for _ in range(3):
        await semaphore.acquire()
        say("greedy")
        semaphore.release()


async def main():
    semaphore = Semaphore(1)
    await asyncio.gather(work(semaphore, 1), greedy(semaphore), work(semaphore, 2), greedy(semaphore), work(semaphore, 3))

    await semaphore.acquire()
    t = asyncio.create_task(work(semaphore, 4))
    await asyncio.sleep(0)
    semaphore.release()
    say(f"released, locked {semaphore.locked():d}")
    await semaphore.acquire()
    say("main")
    semaphore.release()
    await t


run(main())
