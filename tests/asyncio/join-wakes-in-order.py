import asyncio
from virtual_time import run, say


async def work():
    say("work")
    await asyncio.sleep(1)
    say("work ends")
    return 7


async def waiter(n, t):
    say(f"{n} waits")
    r = await t
    say(f"{n} got {r}")


async def main():
    t = asyncio.create_task(work())
    a = asyncio.create_task(waiter(1, t))
    b = asyncio.create_task(waiter(2, t))
    await asyncio.sleep(0.5)
    c = asyncio.create_task(waiter(3, t))
    say(f"main got {await t}")
    await a
    await b
    await c
    say("end")


run(main())
