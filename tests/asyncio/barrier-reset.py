import asyncio
from python_3_13 import Barrier
from virtual_time import run, say


async def work(barrier, k, again):
    for _ in range(again + 1):
        try:
            place = await barrier.wait()
            say(f"{k} as {place}")
        except asyncio.BrokenBarrierError:
            say(f"{k} was thrown out")


async def reset(barrier):
    await barrier.reset()
    say(f"reset, waiting {barrier.n_waiting}, broken {barrier.broken:d}")


async def main():
    barrier = Barrier(3)
    await reset(barrier)
    a, b = asyncio.create_task(work(barrier, 0, 1)), asyncio.create_task(work(barrier, 1, 1))
    await asyncio.sleep(1)
    await reset(barrier)
    c = asyncio.create_task(work(barrier, 2, 0))
    await a
    await b
    await c

    t = [asyncio.create_task(work(barrier, 3 + k, 0)) for k in range(6)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await reset(barrier)
    for k in range(6):
        if t[k].done():
            say(f"{k} has ended")
        t[k].cancel()
        try:
            await t[k]
        except asyncio.CancelledError:
            say(f"{k} waited still")
    say(f"waiting {barrier.n_waiting}")


run(main())
