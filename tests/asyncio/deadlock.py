import asyncio
from virtual_time import run, say


async def waits(f):
    say("waiting")
    await f


async def main():
    f = asyncio.get_running_loop().create_future()
    await asyncio.sleep(1)
    await waits(f)
    say("never")


run(main())
