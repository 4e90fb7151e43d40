import asyncio
from virtual_time import run, say


async def fails():
    await asyncio.sleep(1)
    raise ValueError("failed behind the shield")


async def main():
    try:
        await asyncio.shield(fails())
    except ValueError as e:
        say(e)


run(main())
