import asyncio
from virtual_time import gather, run, say


async def work(n):
    try:
        await asyncio.sleep(n)
        say(f"{n} ends")
    except asyncio.CancelledError:
        say(f"{n} cancelled")
        raise


async def main():
    try:
        async with asyncio.timeout(2.5):
            await gather(work(1), work(2), work(3), work(4))
    except TimeoutError:
        say("timeout")


run(main())
