import asyncio
from python_3_13 import TaskGroup, timeout
from virtual_time import run, say


async def stop_and_go_on():
    me = asyncio.current_task()
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        say(f"cancelling {me.cancelling()}")
        say(f"left {me.uncancel()}")
    try:
        async with timeout(1):
            await asyncio.sleep(10)
    except TimeoutError:
        say(f"timed out, cancelling {me.cancelling()}")
    async with TaskGroup() as g:
        g.create_task(asyncio.sleep(1))
    say(f"cancelling {me.cancelling()}")


async def main():
    t = asyncio.create_task(stop_and_go_on())
    await asyncio.sleep(1)
    t.cancel()
    await t


run(main())
