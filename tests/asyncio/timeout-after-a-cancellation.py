import asyncio
from python_3_13 import timeout
from virtual_time import run, say


def cancelling():
    return asyncio.current_task().cancelling()


async def work():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        say("cancelled, goes on")
    say(f"cancelling {cancelling()}")
    try:
        async with timeout(1):
            await asyncio.sleep(10)
    except TimeoutError:
        say(f"timed out, cancelling {cancelling()}")
    try:
        async with timeout(0):
            asyncio.current_task().cancel()
            await asyncio.sleep(10)
    except TimeoutError:
        say("timed out?")
    except asyncio.CancelledError:
        say(f"cancelled again, cancelling {cancelling()}")


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(1)
    t.cancel()
    await t


run(main())
