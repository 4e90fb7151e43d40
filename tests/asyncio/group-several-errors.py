import asyncio
from python_3_13 import TaskGroup
from virtual_time import run, say


class Err(Exception):
    pass


async def fail(seconds, code):
    try:
        await asyncio.sleep(seconds)
    finally:
        raise Err(code)


def code(e):
    return code(e.exceptions[0]) if isinstance(e, BaseExceptionGroup) else e


def show(e, depth):
    inside = e.exceptions if isinstance(e, BaseExceptionGroup) else []
    say(f"{'':{depth}}{code(e)}, {len(inside)} inside")
    for x in inside:
        show(x, depth + 2)


async def main():
    try:
        async with TaskGroup() as g:
            g.create_task(fail(1, 1))
            g.create_task(fail(2, 2))
            try:
                await asyncio.sleep(10)
            finally:
                raise Err(3)
    except BaseExceptionGroup as e:
        show(e, 0)
    try:
        async with TaskGroup() as g:
            g.create_task(fail(5, 4))
            async with TaskGroup() as h:
                h.create_task(fail(1, 5))
                h.create_task(fail(1, 6))
    except BaseExceptionGroup as e:
        show(e, 0)
    say(f"cancelling {asyncio.current_task().cancelling()}")


run(main())
