import asyncio
from python_3_13 import Condition
from virtual_time import run, say


n = 0


def is_three():
    say(f"asked at {n}")
    return n >= 3


async def work(condition):
    async with condition:
        await condition.wait_for(is_three)
        say(f"{n}, locked {condition.locked():d}")
        await condition.wait_for(is_three)


async def main():
    global n
    condition = Condition()
    t = asyncio.create_task(work(condition))
    for _ in range(4):
        await asyncio.sleep(1)
        async with condition:
            n += 1
            condition.notify(1)
    await t


run(main())
