import asyncio
from virtual_time import run, say


async def work():
    try:
        await asyncio.sleep(10)
    finally:
        say("work leaves")
    return 1


async def main():
    t = asyncio.create_task(work())
    try:
        async with asyncio.timeout(1):
            await t
    except TimeoutError:
        say(f"timeout, task cancelled {t.cancelled():d}")


run(main())
