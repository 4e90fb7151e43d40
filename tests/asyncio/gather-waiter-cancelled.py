import asyncio
from virtual_time import gather, run, say


async def work(n):
    try:
        await asyncio.sleep(100)
    finally:
        say(f"{n} leaves")
        await asyncio.sleep(n)
        say(f"{n} left")


async def waiter():
    try:
        await gather(work(2), work(1), work(3))
    finally:
        say("waiter leaves")


async def main():
    t = asyncio.create_task(waiter())
    await asyncio.sleep(1)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        say("cancelled")


run(main())
