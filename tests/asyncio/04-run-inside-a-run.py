import asyncio
from virtual_time import run


async def fetch():
    await asyncio.sleep(1)
    return 42


def plain_helper():
    return asyncio.run(fetch())


async def main():
    print(f"awaited: {await fetch()}")
    print(f"blocking: {plain_helper()}")


run(main())
