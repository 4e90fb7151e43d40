import asyncio
from virtual_time import run, say


async def child(n):
    say(f"child {n}")
    await asyncio.sleep(n)
    say(f"child {n} ends")


async def parent(g):
    await asyncio.sleep(1)
    g.create_task(child(3))
    say("parent ends")


async def main():
    async with asyncio.TaskGroup() as g:
        g.create_task(child(2))
        g.create_task(parent(g))
        say("body")
        await asyncio.sleep(0.5)
        say("body ends")
    say("end")
    async with asyncio.TaskGroup():
        say("empty")
    say("end")


run(main())
