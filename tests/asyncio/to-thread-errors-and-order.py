import asyncio
import time
from virtual_time import run


def slow(n):
    time.sleep(0.03)
    return n * 2


async def other():
    print("other")
    await asyncio.sleep(0)
    print("other ends")


async def main():
    t = asyncio.create_task(other())
    print("main")
    print(await asyncio.to_thread(slow, 21))
    await t
    a = await asyncio.to_thread(slow, 1)
    b = await asyncio.to_thread(slow, a)
    print(f"{a} {b}")


run(main())
