import asyncio
from python_3_13 import Condition
from virtual_time import run, say


async def main():
    lock = asyncio.Lock()
    a, b = Condition(lock), Condition(lock)
    try:
        await a.wait()
    except RuntimeError:
        say("no wait")
    await a.wait_for(lambda: True)
    say("what holds already wants no lock")
    try:
        a.notify()
    except RuntimeError:
        say("no notify")
    try:
        a.notify_all()
    except RuntimeError:
        say("no notify_all")
    async with a:
        say(f"the other is locked, too: {b.locked():d}")
        b.notify()


run(main())
