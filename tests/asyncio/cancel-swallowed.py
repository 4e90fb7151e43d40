import asyncio
from virtual_time import run, say


async def work(how):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        say(f"{how} caught")
        if how == 1:
            raise ValueError("instead")
        if how == 2:
            raise
    await asyncio.sleep(1)
    return how


async def main():
    for how in range(3):
        t = asyncio.create_task(work(how))
        await asyncio.sleep(1)
        t.cancel()
        try:
            say(f"result {await t}")
        except asyncio.CancelledError:
            say("cancelled")
        except ValueError as e:
            say(f"error {e}")
        say(f"cancelled: {t.cancelled():d}")


run(main())
