import asyncio
from virtual_time import run, say


async def nested(outer, inner):
    try:
        async with asyncio.timeout(outer):
            try:
                async with asyncio.timeout(inner):
                    await asyncio.sleep(10)
            except TimeoutError:
                say("inner timed out")
                await asyncio.sleep(0.5)
                say("after inner")
            await asyncio.sleep(0.2)
            say("outer block ends")
    except TimeoutError:
        say("outer timed out")
    await asyncio.sleep(0)
    say("end")


async def main():
    await nested(2, 1)
    await nested(1, 2)
    await nested(1, 1)
    await nested(1.3, 1)
    await nested(1.6, 1)


run(main())
