import asyncio
from python_3_13 import TaskGroup
from virtual_time import run, say


async def slow():
    try:
        await asyncio.sleep(10)
    finally:
        await asyncio.sleep(3)
        say("slow has ended")


async def work():
    async with TaskGroup() as g:
        g.create_task(slow())
        async with TaskGroup() as h:
            h.create_task(slow())


async def main():
    t = asyncio.create_task(work())
    for _ in range(3):
        await asyncio.sleep(1)
        t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        say(f"cancelled, cancelling {t.cancelling()}")


run(main())
