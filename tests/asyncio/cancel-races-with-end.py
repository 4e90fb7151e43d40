import asyncio
from virtual_time import run, say


async def work():
    try:
        await asyncio.sleep(2)
        say("slept")
        await asyncio.sleep(1)
        say("slept again")
    finally:
        say("left")


async def main():
    first = asyncio.create_task(work())
    await asyncio.sleep(0)
    await asyncio.sleep(2)
    say("main")
    first.cancel()
    try:
        await first
        say("ended")
    except asyncio.CancelledError:
        say("cancelled")


run(main())
