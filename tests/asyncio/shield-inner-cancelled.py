import asyncio
from virtual_time import run, say


inner = None


async def work():
    global inner
    inner = asyncio.current_task()
    try:
        await asyncio.sleep(5)
    finally:
        say("work ends")


async def waiter():
    try:
        await asyncio.shield(work())
    except asyncio.CancelledError:
        say(f"told, cancelling {asyncio.current_task().cancelling()}")


async def main():
    t = asyncio.create_task(waiter())
    await asyncio.sleep(1)
    inner.cancel()
    await t
    t = asyncio.create_task(waiter())
    await asyncio.sleep(1)
    t.cancel()
    await t
    say("the waiter has left")
    await inner


run(main())
