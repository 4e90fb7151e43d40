import asyncio
from python_3_13 import TaskGroup
from virtual_time import run, say


async def work(g, k):
    await asyncio.sleep(1)
    if k:
        g.create_task(work(g, k - 1))
    say(f"{k} ends")


async def main():
    async with TaskGroup() as g:
        g.create_task(work(g, 3))
        g.create_task(work(g, 1))
        say("the body ends")
    say("end")


run(main())
