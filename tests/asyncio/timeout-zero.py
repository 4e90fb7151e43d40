import asyncio
from virtual_time import run, say


async def with_limit(seconds):
    try:
        async with asyncio.timeout(seconds):
            say("body")
            await asyncio.sleep(0)
            say("after one turn")
            await asyncio.sleep(0)
            say("after two turns")
        say("no timeout")
    except TimeoutError:
        say("timeout")


async def main():
    await with_limit(0)
    await with_limit(-1)
    async with asyncio.timeout(0):
        say("no await, no timeout")
    await asyncio.sleep(0)
    say("end")


run(main())
