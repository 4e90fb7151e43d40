import asyncio
from virtual_time import run, say


async def work(n, seconds):
    say(f"{n} starts")
    await asyncio.sleep(seconds)
    say(f"{n} ends")
    return n * n


async def other():
    for i in range(4):
        say(f"other {i}")
        await asyncio.sleep(0)


async def main():
    o = asyncio.create_task(other())
    a, b, c = await asyncio.gather(work(1, 3), work(2, 1), work(3, 2))
    say(f"{a} {b} {c}")
    say("empty")
    (a,) = await asyncio.gather(work(4, 0))
    say(a)
    await o


run(main())
