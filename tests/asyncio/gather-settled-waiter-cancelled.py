import asyncio
from virtual_time import run, say


async def work(n):
    try:
        await asyncio.sleep(100)
    finally:
        say(f"{n} leaves")


async def waiter():
    try:
        await asyncio.gather(work(1), work(2), return_exceptions=True)
        say("never")
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
