import asyncio
from python_3_13 import Barrier
from virtual_time import run, say


async def work(barrier, k):
    for round in range(2):
        await asyncio.sleep(k)
        place = await barrier.wait()
        say(f"{k} of round {round} came as {place}, waiting {barrier.n_waiting}")


async def main():
    barrier = Barrier(3)
    t = [asyncio.create_task(work(barrier, k)) for k in (3, 1, 2)]
    await asyncio.sleep(2.5)
    say(f"parties {barrier.parties}, waiting {barrier.n_waiting}, broken {barrier.broken:d}")
    for task in t:
        await task
    barrier = Barrier(1)
    say(f"alone: {await barrier.wait()}")
    say(f"alone: {await barrier.wait()}")


run(main())
