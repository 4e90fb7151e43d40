import asyncio
from virtual_time import run, say


async def work(n, fail):
    try:
        await asyncio.sleep(n)
    except asyncio.CancelledError:
        say(f"{n} cancelled")
        raise
    say(f"{n} ends")
    if fail:
        raise ValueError(f"{n} failed")


def show(e, depth):
    say(f"{'':{depth * 2}}{len(e.exceptions)}")
    for x in e.exceptions:
        if isinstance(x, ExceptionGroup):
            show(x, depth + 1)
        else:
            say(f"{'':{depth * 2 + 2}}{x}")


async def main():
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(work(5, 0))
            async with asyncio.TaskGroup() as h:
                h.create_task(work(3, 0))
                h.create_task(work(2, 1))
            say("never")
    except ExceptionGroup as e:
        show(e, 0)


run(main())
