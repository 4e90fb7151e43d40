import asyncio
from python_3_13 import Barrier
from virtual_time import run, say


async def work(barrier, k):
    try:
        place = await barrier.wait()
        say(f"{k} as {place}")
    except asyncio.CancelledError:
        say(f"{k} was cancelled")


async def main():
    barrier = Barrier(3)
    a, b = asyncio.create_task(work(barrier, 0)), asyncio.create_task(work(barrier, 1))
    await asyncio.sleep(1)
    a.cancel()
    await a
    say(f"waiting {barrier.n_waiting}")
    c = asyncio.create_task(work(barrier, 2))
    await asyncio.sleep(1)
    say(f"waiting {barrier.n_waiting}, broken {barrier.broken:d}")
    await asyncio.gather(work(barrier, 3))
    await b
    await c


run(main())
