import asyncio
from virtual_time import run, say


async def work(n, seconds):
    try:
        await asyncio.sleep(seconds)
    finally:
        say(f"{n} leaves")
        await asyncio.sleep(n * 0.1)
        if n == 3:
            raise ValueError("three while leaving")
    raise ValueError(f"{n} failed")


async def main():
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(work(1, 1))
            g.create_task(work(3, 10))
            try:
                await asyncio.sleep(20)
            finally:
                say("body leaves")
            say("never")
    except ExceptionGroup as e:
        say(f"{len(e.exceptions)} errors")
        for x in e.exceptions:
            say(x)
    say(f"cancelling {asyncio.current_task().cancelling()}")
    await asyncio.sleep(0)
    say("end")


run(main())
