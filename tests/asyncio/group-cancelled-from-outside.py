import asyncio
from virtual_time import run, say


async def work(n, fail):
    try:
        await asyncio.sleep(10)
    finally:
        await asyncio.sleep(n * 0.1)    # members are cancelled in the order of a set: not at the same time
        say(f"{n} leaves")
        await asyncio.sleep(0.5)
        if fail:
            raise ValueError(f"{n} failed")


async def holder(fail, in_body):
    async with asyncio.TaskGroup() as g:
        g.create_task(work(1, 0))
        g.create_task(work(2, fail))
        if in_body:
            await asyncio.sleep(100)


async def main():
    for i in range(4):
        t = asyncio.create_task(holder(i % 2, i // 2))
        await asyncio.sleep(1)
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            say("cancelled")
        except ExceptionGroup as e:
            say(f"{len(e.exceptions)} errors")


run(main())
