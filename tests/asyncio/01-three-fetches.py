import asyncio
from virtual_time import now, run


async def fetch():
    await asyncio.sleep(1)
    return "done"


async def main():
    start = now()
    for _ in range(3):
        await fetch()
    print(f"one after another: {now() - start:.1f} s")

    start = now()
    a, b, c = await asyncio.gather(fetch(), fetch(), fetch())
    print(f"together: {now() - start:.1f} s ({a}, {b}, {c})")


run(main())
