import asyncio
from virtual_time import run, say


async def work():
    await asyncio.sleep(0)
    say("work ends")


async def ticker():
    for i in range(6):
        say(f"turn {i}")
        await asyncio.sleep(0)


async def main():
    c = asyncio.create_task(ticker())
    await asyncio.gather(work())
    say("gathered")
    t = asyncio.create_task(work())
    await t
    say("joined")
    await c


run(main())
