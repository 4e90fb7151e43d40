import asyncio
from virtual_time import run, say


async def work():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        say(f"in the task: {e}")
        raise


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(1)
    t.cancel("enough of it")
    try:
        await t
    except asyncio.CancelledError as e:
        say(f"joined: {e}")


run(main())
