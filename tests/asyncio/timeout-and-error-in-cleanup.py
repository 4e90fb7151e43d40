import asyncio
from virtual_time import run, say


async def main():
    try:
        async with asyncio.timeout(1):
            try:
                await asyncio.sleep(10)
            finally:
                await asyncio.sleep(1)
                raise ValueError("from the cleanup")
    except TimeoutError:
        say("timeout")
    except ValueError as e:
        say(e)
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(0.5)
            raise ValueError("from the body")
    except ValueError as e:
        say(e)
    await asyncio.sleep(2)
    say("end")


run(main())
