import asyncio
from python_3_13 import TaskGroup
from virtual_time import run, say


class Err(Exception):
    pass


async def fail_in_cleanup():
    try:
        await asyncio.sleep(10)
    finally:
        raise Err(7)


async def work():
    me = asyncio.current_task()
    try:
        async with TaskGroup() as g:
            g.create_task(fail_in_cleanup())
            await asyncio.sleep(10)
    except BaseExceptionGroup as e:
        say(f"{e.exceptions[0]}, cancelling {me.cancelling()}")
    try:
        await asyncio.sleep(10)
        say("not cancelled")
    except asyncio.CancelledError:
        say(f"cancelled, cancelling {me.cancelling()}")
        raise


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(1)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        say("joined")


run(main())
