import asyncio
from virtual_time import run, say


async def work():
    say("not reached")
    return 1


async def waiter():
    asyncio.current_task().cancel("by itself")
    t = asyncio.create_task(work())
    try:
        await t
    except asyncio.CancelledError as e:
        say(f"{e}, {int(t.cancelled())}")


async def main():
    await asyncio.create_task(waiter())


run(main())
