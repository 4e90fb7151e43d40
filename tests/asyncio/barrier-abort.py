import asyncio
from python_3_13 import Barrier
from virtual_time import run, say


async def work(barrier, k):
    try:
        place = await barrier.wait()
        say(f"{k} as {place}")
    except asyncio.BrokenBarrierError:
        say(f"{k}: broken")


async def main():
    barrier = Barrier(2)
    a = asyncio.create_task(work(barrier, 0))
    await asyncio.sleep(1)
    await barrier.abort()
    say(f"broken {barrier.broken:d}, waiting {barrier.n_waiting}")
    await a
    await work(barrier, 1)
    await barrier.reset()
    say(f"broken {barrier.broken:d}")
    await asyncio.gather(work(barrier, 2), work(barrier, 3))


run(main())
