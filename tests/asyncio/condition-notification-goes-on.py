import asyncio
from python_3_13 import Condition
from virtual_time import run, say


async def work(condition, k):
    try:
        async with condition:
            await condition.wait()
            say(f"{k} was notified")
    except asyncio.CancelledError:
        say(f"{k} was cancelled")


async def main():
    condition = Condition()
    t = [asyncio.create_task(work(condition, k)) for k in range(3)]
    await asyncio.sleep(1)
    async with condition:
        condition.notify(1)
        await asyncio.sleep(1)
        t[0].cancel()
        say("cancelled one that was notified")
    await asyncio.sleep(1)
    say(f"the second has ended: {t[1].done():d}, the third: {t[2].done():d}")
    async with condition:
        condition.notify_all()
    for task in t:
        await task


run(main())
