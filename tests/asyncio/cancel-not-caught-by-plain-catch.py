import asyncio
from virtual_time import run, say


async def work():
    try:
        await asyncio.sleep(10)
    except Exception:
        say("never")
    finally:
        say("finally")
    say("never")


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(1)
    t.cancel()
    try:
        try:
            await t
        except Exception:
            say("never")
    except asyncio.CancelledError:
        say("cancelled")


run(main())
