import asyncio
from virtual_time import gather, run, say


async def work(seconds):
    await asyncio.sleep(seconds)
    say(f"{seconds} done")
    return seconds


async def shielded(seconds):
    return await asyncio.shield(work(seconds))


async def both():
    a, b = await gather(shielded(2), work(3))
    say(a + b)


async def main():
    t = asyncio.create_task(both())
    await asyncio.sleep(1)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        say("cancelled")
    await asyncio.sleep(5)
    await both()


run(main())
