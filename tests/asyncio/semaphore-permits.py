import asyncio
from python_3_13 import Semaphore
from virtual_time import run, say


async def work(semaphore, k):
    async with semaphore:
        say(f"{k} in, locked {semaphore.locked():d}")
        await asyncio.sleep(1)
    say(f"{k} out")


async def main():
    semaphore = Semaphore(2)
    await asyncio.gather(*[work(semaphore, k) for k in range(1, 6)])
    say(f"locked {semaphore.locked():d}")

    semaphore = Semaphore(0)
    say(f"locked {semaphore.locked():d}")
    t = asyncio.create_task(work(semaphore, 6))
    await asyncio.sleep(1)
    semaphore.release()
    await t
    semaphore.release()
    semaphore.release()
    await asyncio.gather(*[work(semaphore, k) for k in range(7, 10)])


run(main())
