import asyncio
from contextlib import asynccontextmanager
from virtual_time import run, say


@asynccontextmanager
async def slow():
    try:
        say("entering")
        await asyncio.sleep(2)
        say("entered")
    finally:
        say("entry finally")
    try:
        yield
    finally:
        say("leaving")
        await asyncio.sleep(2)
        say("left")


async def work():
    async with slow():
        say("body")
        await asyncio.sleep(2)
        say("body ends")


async def main():
    for i in 1, 3, 5:
        t = asyncio.create_task(work())
        await asyncio.sleep(i)
        t.cancel()
        say("cancel")
        try:
            await t
            say("ended")
        except asyncio.CancelledError:
            say("cancelled")


run(main())
