import asyncio
from python_3_13 import Barrier
from virtual_time import run, say


async def work(barrier, k):
    place = await barrier.wait()
    say(f"{k} as {place}, waiting {barrier.n_waiting}")


async def main():
    barrier = Barrier(3)
    t = [asyncio.create_task(work(barrier, k)) for k in range(8)]
    await asyncio.sleep(1)
    say(f"waiting {barrier.n_waiting}")
    await asyncio.create_task(work(barrier, 8))
    for task in t:
        await task


run(main())
