import asyncio
from virtual_time import run, say


def alive():
    return len(asyncio.all_tasks())


async def work(name):
    asyncio.current_task().set_name(name)
    await asyncio.sleep(1)
    say(f"{asyncio.current_task().get_name()} of {alive()}")


def callback():
    say(f"in a callback: {asyncio.current_task() is not None:d}, {alive()}")


async def main():
    me = asyncio.current_task()
    say(alive())
    a, b = asyncio.create_task(work("a")), asyncio.create_task(work("b"))
    say(alive())
    asyncio.get_running_loop().call_soon(callback)
    await a
    say(f"{alive()}, still me: {asyncio.current_task() is me:d}")
    await b
    say(alive())


run(main())
