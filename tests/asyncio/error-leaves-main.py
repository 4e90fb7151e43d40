import asyncio
from virtual_time import run, say


async def worker():
    try:
        await asyncio.sleep(100)
    finally:
        await asyncio.sleep(1)
        say("worker left")


async def main():
    t = asyncio.create_task(worker())
    await asyncio.sleep(1)
    say("main fails")
    raise ValueError("from main")


run(main())
