import asyncio
from virtual_time import run, say


async def work(n):
    try:
        await asyncio.sleep(n)
        say(f"{n} ends")
    finally:
        say(f"{n} leaves")
    return n


async def waiter():
    try:
        say(f"got {await asyncio.shield(work(3))}")
    except asyncio.CancelledError:
        say("waiter cancelled")
        raise


async def main():
    say(await asyncio.shield(work(1)))
    t = asyncio.create_task(waiter())
    await asyncio.sleep(1)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        say("cancelled")
    await asyncio.sleep(5)
    try:
        async with asyncio.timeout(1):
            await asyncio.shield(work(2))
    except TimeoutError:
        say("timeout")
    await asyncio.sleep(5)


run(main())
