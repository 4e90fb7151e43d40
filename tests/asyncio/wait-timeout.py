import asyncio
from virtual_time import run, say


async def work(n):
    await asyncio.sleep(n)
    say(f"{n} ends")
    return n


async def main():
    t = [asyncio.create_task(work(n)) for n in (1, 3)]
    for seconds in 2, 0, 10:
        done, _ = await asyncio.wait(t, timeout=seconds)
        say(len(done))


run(main())
