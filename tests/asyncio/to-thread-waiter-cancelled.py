import time
import asyncio
from virtual_time import gather, run, say


def square(x):
    time.sleep(0.05)
    return x * x


async def job(x):
    return await asyncio.to_thread(square, x)


async def main():
    t = asyncio.create_task(job(3))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        say("cancelled")
    say(await job(4))
    a, b = await gather(job(5), job(6))
    say(f"{a} {b}")


run(main())
