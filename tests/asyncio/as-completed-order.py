import asyncio
from virtual_time import run, say


async def work(n):
    await asyncio.sleep(n)
    if n == 2:
        raise ValueError("two")
    return n


async def main():
    t = [asyncio.create_task(work(n)) for n in (3, 1, 2, 0)]
    for task in asyncio.as_completed(t):
        try:
            say(await task)
        except ValueError as e:
            say(e)


run(main())
