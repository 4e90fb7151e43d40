import asyncio
from python_3_13 import OrderedTaskGroup
from virtual_time import run, say


async def work(k):
    try:
        await asyncio.sleep(k)
        say(f"{k} ends")
    except asyncio.CancelledError:
        say(f"{k} was cancelled")
        raise


async def first_one(g, seconds):
    await asyncio.sleep(seconds)
    g.cancel()
    say("that is enough")


def cancelling():
    return asyncio.current_task().cancelling()


async def main():
    async with OrderedTaskGroup() as g:
        g.create_task(work(1))
        g.create_task(work(5))
        g.create_task(first_one(g, 2))
        say("3 members")
        await asyncio.sleep(10)
        say("not reached")
    say(f"cancelling {cancelling()}")
    async with OrderedTaskGroup() as g:
        g.create_task(work(1))
        g.cancel()
        g.cancel()
        try:
            g.create_task(work(2))
        except RuntimeError:
            say("no more members")
    async with OrderedTaskGroup() as g:
        g.create_task(first_one(g, 1))
        g.create_task(work(9))
    await asyncio.sleep(1)
    say(f"cancelling {cancelling()}")


run(main())
