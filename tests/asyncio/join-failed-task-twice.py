import asyncio
from virtual_time import run, say


async def fails():
    await asyncio.sleep(1)
    raise ValueError("broken")


async def waiter(n, t):
    try:
        await t
    except ValueError as e:
        say(f"{n}: {e}")


async def main():
    t = asyncio.create_task(fails())
    await asyncio.gather(waiter(1, t), waiter(2, t))
    try:
        await t
    except ValueError as e:
        say(f"main: {e}")


run(main())
