from contextlib import aclosing
import asyncio
from virtual_time import run, say


async def numbers():
    try:
        k = 0
        while True:
            yield k
            await asyncio.sleep(1)
            k += 1
    finally:
        say("the generator closes")


async def left(k):
    try:
        async with aclosing(numbers()) as g:
            async for x in g:
                if x == k:
                    await asyncio.sleep(100)
    except asyncio.CancelledError:
        say(f"{k} is cancelled")
        await asyncio.sleep(k)
        say(f"{k} has cleaned up")
        raise


async def main():
    t = asyncio.create_task(left(1))
    await asyncio.sleep(1.5)
    say("main ends")
    return t


run(main())
