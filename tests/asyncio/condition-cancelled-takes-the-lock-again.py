import asyncio
from python_3_13 import Condition
from virtual_time import run, say


async def work(condition):
    async with condition:
        try:
            await condition.wait()
        except asyncio.CancelledError as e:
            say(f"cancelled, locked {condition.locked():d}, message '{e}'")
            raise


async def main():
    condition = Condition()
    t = asyncio.create_task(work(condition))
    await asyncio.sleep(1)
    await condition.acquire()
    for text in "first", "second", "third":
        t.cancel(text)
        await asyncio.sleep(1)
        say(f"waits {not t.done():d}")
    condition.release()
    say("released")
    try:
        await t
    except asyncio.CancelledError:
        say("joined")
    say(f"locked {condition.locked():d}")


run(main())
