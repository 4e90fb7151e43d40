import asyncio
from virtual_time import run, say


async def main():
    try:
        async with asyncio.timeout(1) as d:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                say(f"swallowed, expired {d.expired():d}")
            await asyncio.sleep(1)
            say("body ends")
        say("no error")
    except TimeoutError:
        say("timeout")
    say(f"cancelling {asyncio.current_task().cancelling()}")


run(main())
