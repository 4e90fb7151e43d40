import asyncio
from python_3_13 import Condition
from virtual_time import run, say


async def work(condition, k):
    async with condition:
        await condition.wait()
        say(f"{k} was notified, locked {condition.locked():d}")
        await asyncio.sleep(1)


async def notify(condition, n):
    async with condition:
        if n:
            condition.notify(n)
        else:
            condition.notify_all()
        say(f"notified {n}")


async def main():
    condition = Condition()
    t = [asyncio.create_task(work(condition, k)) for k in range(6)]
    await asyncio.sleep(1)
    await notify(condition, 1)
    await asyncio.sleep(5)
    await notify(condition, 2)
    await asyncio.sleep(5)
    await notify(condition, 0)
    for task in t:
        await task
    await notify(condition, 3)


run(main())
