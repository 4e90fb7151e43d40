import asyncio
from virtual_time import now, run


async def fetch(n, seconds):
    await asyncio.sleep(seconds)
    print(f"fetched {n}")
    return n * 100


async def might_fail(n):
    if n == 2:
        raise ValueError(f"number {n} is not allowed")
    await asyncio.sleep(1)
    return n


async def main():
    a, b, c = await asyncio.gather(fetch(1, 1), fetch(2, 2), fetch(3, 0.5))
    print(f"results: {a} {b} {c} after {now():.1f} s")

    for result in await asyncio.gather(*[might_fail(n) for n in (1, 2, 3)], return_exceptions=True):
        if isinstance(result, Exception):
            print(f"error: {result}")
        else:
            print(f"success: {result}")


run(main())
