import asyncio
from virtual_time import run, say


async def worker(n):
    try:
        await asyncio.sleep(100)
    finally:
        await asyncio.sleep(n)
        say(f"{n} left")


async def late():
    say("begun")
    await asyncio.sleep(0)


async def main():
    # Kept in variables: all_tasks() of the loop is a set without an order, so the two clean up at different times only.
    a = asyncio.create_task(worker(2))
    b = asyncio.create_task(worker(1))
    await asyncio.sleep(1)
    c = asyncio.create_task(late())
    say("main ends")


run(main())
