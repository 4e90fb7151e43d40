import asyncio
from virtual_time import run, say


async def work(lock, k):
    for round in range(2):
        await lock.acquire()
        say(f"{k} has it, round {round}, locked {lock.locked():d}")
        await asyncio.sleep(1)
        lock.release()


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(work(lock, 1), work(lock, 2), work(lock, 3))
    say(f"locked {lock.locked():d}")


run(main())
