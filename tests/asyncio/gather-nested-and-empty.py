import asyncio
from virtual_time import gather, run, say


async def work(seconds):
    if seconds:
        await asyncio.sleep(seconds)
    return seconds


async def sum(a, b):
    x, y = await gather(work(a), work(b))
    say(f"{x} + {y}")
    return x + y


async def main():
    a, b, c = await gather(sum(1, 4), sum(3, 2), sum(0, 0))
    say(f"{a} {b} {c}")
    await gather()
    say("of none")
    a, = await gather(work(1))
    say(f"of one: {a}")
    r = await gather(*[work(4 - i) for i in range(4)])
    say(" ".join(str(x) for x in r))


run(main())
