import asyncio
from virtual_time import run, say


async def counter(n):
    sum = 0
    for i in range(1, 4):
        await asyncio.sleep((n * 7 + i * 3) % 5 * 0.5)
        sum += n * i
        say(f"{n}.{i}")
    return sum


async def main():
    results = await asyncio.gather(*[counter(i) for i in range(100)])
    say(sum(results))


run(main())
