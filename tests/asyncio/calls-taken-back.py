import asyncio
from virtual_time import run, say


def take_back():
    say("takes one back")
    timers[0].cancel()
    asyncio.get_running_loop().call_soon(say, "a turn later")


async def main():
    global timers
    loop = asyncio.get_running_loop()
    loop.call_later(2, say, "later, 2")
    loop.call_at(1, say, "at 1")
    loop.call_at(-1, say, "in the past")
    loop.call_later(0, say, "later, 0")
    loop.call_soon(take_back)
    timers = [loop.call_soon(say, "not called"), loop.call_later(1.5, say, "not called either"), loop.call_later(1.5, say, "at one and a half")]
    loop.call_later(1, say, "later, 1")
    loop.call_soon(say, "soon")
    say("asked")
    await asyncio.sleep(1)
    say("slept")
    timers[1].cancel()
    await asyncio.sleep(2)


run(main())
