import asyncio
from virtual_time import run, say


async def stepper(n, steps):
    for i in range(steps):
        say(f"{n}.{i}")
        await asyncio.sleep(0)
    say(f"{n} ends")


async def main():
    a, b, c = [asyncio.create_task(stepper(n, steps)) for n, steps in ((1, 3), (2, 1), (3, 2))]
    say("main")
    await asyncio.sleep(0)
    say("main again")
    await asyncio.sleep(0)
    say("main third")
    await a
    say("joined 1")
    await b
    await c


run(main())
