import asyncio
from virtual_time import run, say


async def work(n, fail):
    await asyncio.sleep(n)
    say(f"{n} ends")
    if fail:
        raise ValueError(f"{n} failed")
    return n


async def main():
    for r in await asyncio.gather(*[work(4 - i, i % 2) for i in range(4)], return_exceptions=True):
        say(r)


run(main())
