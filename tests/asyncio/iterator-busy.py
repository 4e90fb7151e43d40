import asyncio
from virtual_time import run, say


async def slow():
    try:
        i = 0
        while True:
            await asyncio.sleep(2)
            yield i
            i += 1
    except asyncio.CancelledError:
        say("cancelled inside")
        raise


async def next(it, who):
    try:
        say(f"{who} {await anext(it)}")
    except StopAsyncIteration:
        say(f"{who} end")
    except RuntimeError:
        say(f"{who}: is running")


async def close(it):
    try:
        await it.aclose()
        say("closed")
    except RuntimeError:
        say("close: is running")


async def main():
    it = slow()
    await asyncio.gather(next(it, "a"), next(it, "b"), close(it))
    await asyncio.gather(next(it, "a"), next(it, "b"))
    t = asyncio.create_task(next(it, "c"))
    await asyncio.sleep(1)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        say("task cancelled")
    await next(it, "d")
    await close(it)

    it = slow()
    try:
        more = await asyncio.wait_for(anext(it), 1.0)
        say(f"never {more}")
    except TimeoutError:
        say("timed out")
    await next(it, "e")
    await close(it)


run(main())
