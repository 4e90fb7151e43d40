import asyncio
from python_3_13 import Task
from virtual_time import run, say


async def work(times):
    me = asyncio.current_task()
    me.cancel()
    me.cancel()
    for _ in range(times):
        say(f"left {me.uncancel()}")
    try:
        await asyncio.sleep(1)
        say("not cancelled")
    except asyncio.CancelledError:
        say("cancelled")
    say(f"left {me.uncancel()}")


async def main():
    loop = asyncio.get_running_loop()
    for times in range(3):
        await Task(work(times), loop=loop)


run(main())
