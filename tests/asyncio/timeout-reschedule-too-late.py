import asyncio
from python_3_13 import timeout
from virtual_time import run, say


async def main():
    try:
        async with timeout(1) as d:
            d.reschedule(None)
            say("never: 0")
            await asyncio.sleep(5)
            d.reschedule(7)
            say("at 7: 0")
            try:
                await asyncio.sleep(5)
            finally:
                try:
                    d.reschedule(20)
                except RuntimeError:
                    say("too late")
    except TimeoutError:
        say("timed out")
    try:
        async with timeout(None) as d:
            d.reschedule(3)
            say(f"now: 0, expired {d.expired():d}")
            await asyncio.sleep(0)
            await asyncio.sleep(5)
    except TimeoutError:
        say("timed out")


run(main())
