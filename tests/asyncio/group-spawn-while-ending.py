import asyncio
from virtual_time import run, say


async def fails():
    await asyncio.sleep(1)
    raise ValueError("failed")


async def late(g):
    try:
        await asyncio.sleep(10)
    finally:
        coroutine = fails()
        try:
            g.create_task(coroutine)
            say("never")
        except RuntimeError:
            coroutine.close()
            say("refused")


async def main():
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(fails())
            g.create_task(late(g))
    except ExceptionGroup as e:
        say(len(e.exceptions))


run(main())
