import asyncio
from virtual_time import run, say


async def work(n):
    await asyncio.sleep(n)
    return n


async def main():
    t = [asyncio.create_task(work(n)) for n in (5, 1, 2)]
    try:
        for task in asyncio.as_completed(t, timeout=3):
            say(await task)
    except TimeoutError:
        say("timeout")
    say(await t[0])


run(main())
