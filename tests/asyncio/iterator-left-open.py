import asyncio
from virtual_time import run, say

keep = []


async def leave(n):
    try:
        yield n
    finally:
        say(f"leave {n}")
        await asyncio.sleep(n)
        say(f"left {n}")


async def left_over():
    try:
        await asyncio.sleep(100)
    finally:
        say("task ends")


async def main():
    for i in (2, 1):
        keep.append(leave(i))
        await anext(keep[-1])
    keep.append(leave(9))
    keep.append(asyncio.create_task(left_over()))
    await asyncio.sleep(0)
    say("main ends")
    # asyncio keeps its open generators in a set; twins must not depend on its order
    loop = asyncio.get_running_loop()
    loop._asyncgens = dict.fromkeys(keep[:2])


run(main())
