import asyncio
from virtual_time import run, say


async def work():
    try:
        try:
            await asyncio.sleep(10)
        finally:
            say("cleanup")
            await asyncio.sleep(10)
            say("never")
    finally:
        say("outer cleanup")
        await asyncio.sleep(1)
        say("outer cleanup ends")


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(1)
    t.cancel()
    await asyncio.sleep(1)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        say("cancelled")


run(main())
