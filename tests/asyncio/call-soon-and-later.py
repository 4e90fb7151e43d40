import asyncio
from virtual_time import run, say


def soon_again(text):
    say(text)
    asyncio.get_running_loop().call_soon(say, "from a call")


async def task():
    say("task")
    await asyncio.sleep(0)


async def main():
    loop = asyncio.get_running_loop()
    loop.call_soon(soon_again, "soon 1")
    t = asyncio.create_task(task())
    loop.call_soon(say, "soon 2")
    never = loop.call_later(0.5, say, "never")
    loop.call_later(2, say, "later 2")
    loop.call_later(1, say, "later 1")
    loop.call_at(loop.time() + 1, say, "at 1")
    soon = loop.call_soon(say, "never")
    never.cancel()
    soon.cancel()
    say("main")
    await t
    say("joined")
    await asyncio.sleep(3)


run(main())
