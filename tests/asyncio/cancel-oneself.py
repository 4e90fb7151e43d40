import asyncio
from virtual_time import run, say


async def work():
    asyncio.current_task().cancel()
    say("still running")
    try:
        await asyncio.sleep(0)
        say("never")
    finally:
        say("left")


async def ends():
    asyncio.current_task().cancel()
    say("ends without an await")


async def main():
    t, u = asyncio.create_task(work()), asyncio.create_task(ends())
    try:
        await t
    except asyncio.CancelledError:
        say("cancelled")
    try:
        await u
        say("not cancelled")
    except asyncio.CancelledError:
        say("cancelled")
    say(f"{u.cancelled():d}")


run(main())
