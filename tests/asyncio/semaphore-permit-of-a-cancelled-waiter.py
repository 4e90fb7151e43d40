import asyncio
from python_3_13 import Semaphore
from virtual_time import run, say


async def work(semaphore, k):
    try:
        await semaphore.acquire()
        say(f"{k} has one")
        semaphore.release()
    except asyncio.CancelledError:
        say(f"{k} was cancelled")


async def main():
    semaphore = Semaphore(0)
    t = [asyncio.create_task(work(semaphore, k)) for k in range(5)]
    await asyncio.sleep(0)
    semaphore.release()
    semaphore.release()
    t[0].cancel()
    t[1].cancel()
    t[3].cancel()
    for task in t:
        await task
    say(f"locked {semaphore.locked():d}")
    await semaphore.acquire()
    await semaphore.acquire()
    say(f"two permits, locked {semaphore.locked():d}")


run(main())
