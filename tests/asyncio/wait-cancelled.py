import asyncio
from virtual_time import run, say


async def work(n):
    await asyncio.sleep(n)
    say(f"{n} ends")
    return n


async def waiter(t):
    try:
        await asyncio.wait(t)
    finally:
        say("waiter leaves")


async def main():
    t = [asyncio.create_task(work(n)) for n in (2, 3)]
    w = asyncio.create_task(waiter(t))
    await asyncio.sleep(1)
    w.cancel()
    try:
        await w
    except asyncio.CancelledError:
        say("cancelled")
    say(f"{await t[0]} {await t[1]}")


run(main())
