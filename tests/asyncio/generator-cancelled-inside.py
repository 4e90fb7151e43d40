import asyncio
from contextlib import aclosing
from virtual_time import run, say


async def numbers():
    try:
        i = 0
        while True:
            await asyncio.sleep(2)
            yield i
            i += 1
    finally:
        say("generator leaves")
        await asyncio.sleep(1)


async def consumer():
    try:
        async with aclosing(numbers()) as g:
            async for x in g:
                say(x)
                try:
                    await asyncio.sleep(2)
                finally:
                    say("body leaves")
    finally:
        say("consumer leaves")


async def main():
    for i in range(2):
        t = asyncio.create_task(consumer())
        await asyncio.sleep(5 + 2 * i)
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            say("cancelled")


run(main())
