import asyncio
from virtual_time import run, say


async def work(n):
    await asyncio.sleep(n)
    say(f"{n} ends")
    return n


async def main():
    t = [asyncio.create_task(work(n)) for n in (3, 1, 2)]
    done, _ = await asyncio.wait(t, return_when=asyncio.FIRST_COMPLETED)
    say(f"{len(done)}: {t[0].done():d} {t[1].done():d} {t[2].done():d}")
    done, _ = await asyncio.wait(t, return_when=asyncio.FIRST_COMPLETED)
    say(f"{len(done)} at once")
    done, _ = await asyncio.wait(t)
    say(len(done))
    for task in t:
        say(await task)


run(main())
