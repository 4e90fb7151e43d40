import asyncio
from virtual_time import run, say


async def work(n):
    try:
        await asyncio.sleep(n)
        say(f"{n} ends")
    finally:
        say(f"{n} leaves")


async def limited():
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(9)
    except TimeoutError:
        say("member's own timeout")


async def main():
    try:
        async with asyncio.timeout(3):
            async with asyncio.TaskGroup() as g:
                g.create_task(work(2))
                g.create_task(work(7))
                g.create_task(limited())
    except TimeoutError:
        say("timeout")


run(main())
