import asyncio
from python_3_13 import timeout, timeout_at
from virtual_time import run, say


def tell(what, d):
    say(f"{what}: {d.when():g}, expired {d.expired():d}")


async def main():
    await asyncio.sleep(1)
    try:
        async with timeout_at(3) as d:
            tell("at 3", d)
            try:
                await asyncio.sleep(10)
            finally:
                tell("at 3", d)
    except TimeoutError:
        say("timed out")
    try:
        async with timeout_at(2):
            say("the past lets it run")
            await asyncio.sleep(0)
            say("for a turn")
            await asyncio.sleep(0)
            say("not for two")
    except TimeoutError:
        say("timed out")
    async with timeout(None) as d:
        say(f"never: {d.when() is None:d}")
        await asyncio.sleep(10)
    async with timeout(5) as d:
        await asyncio.sleep(1)
        tell("in time", d)
    await asyncio.sleep(10)
    say("end")


run(main())
