import asyncio
from virtual_time import run, say


async def work():
    try:
        say("begin")
        await asyncio.sleep(10)
        say("never")
    finally:
        say("cleanup")
        await asyncio.sleep(1)
        say("cleanup ends")


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(2)
    t.cancel()
    say("asked")
    try:
        await t
    except asyncio.CancelledError:
        say("cancelled")


run(main())
