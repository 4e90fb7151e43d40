import asyncio
from virtual_time import run, say


async def work(n, fail):
    try:
        await asyncio.sleep(10)
    finally:
        say(f"{n} leaves")
        if fail:
            raise ValueError(f"{n} failed")


async def main():
    for fail in range(2):
        try:
            async with asyncio.TaskGroup() as g:
                g.create_task(work(1, fail))
                await asyncio.sleep(1)
                raise ValueError("body failed")
        except ExceptionGroup as e:
            say(f"{len(e.exceptions)} errors")
            for x in e.exceptions:
                say(x)


run(main())
