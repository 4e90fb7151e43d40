import asyncio
from virtual_time import run, say, wait_for


async def never():
    say("never")
    return 1


async def turns(n):
    for i in range(n):
        await asyncio.sleep(0)
        say(f"turn {i}")


async def main():
    t = asyncio.create_task(turns(6))
    try:
        async with asyncio.timeout(0):
            await wait_for(never(), 0)
    except TimeoutError:
        say("timeout")
    try:
        await wait_for(never(), -1)
    except TimeoutError:
        say("no time")
    await t


run(main())
