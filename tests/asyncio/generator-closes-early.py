import asyncio
from contextlib import aclosing
from virtual_time import run, say


async def numbers(n):
    try:
        for i in range(n):
            await asyncio.sleep(1)
            yield i
        say("exhausted")
    finally:
        say("cleanup")
        await asyncio.sleep(0.5)
        say("closed")


async def first_big(limit):
    async with aclosing(numbers(5)) as g:
        async for x in g:
            say(x)
            if x >= limit:
                return x
    return -1


async def main():
    say(f"-> {await first_big(1)}")
    say(f"-> {await first_big(9)}")


run(main())
