import asyncio
from virtual_time import run, say


async def work(n):
    try:
        await asyncio.sleep(n)
        say(f"{n} ends")
    except asyncio.CancelledError:
        say(f"{n} cancelled")
        raise


async def own():
    await asyncio.sleep(0.5)
    asyncio.current_task().cancel()
    await asyncio.sleep(0)


async def main():
    async with asyncio.TaskGroup() as g:
        t = g.create_task(work(5))
        g.create_task(work(2))
        g.create_task(own())
        await asyncio.sleep(1)
        t.cancel()
    say("end")


run(main())
