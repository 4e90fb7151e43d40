import asyncio
import os
import signal
from virtual_time import run, say


async def other():
    try:
        await asyncio.sleep(100)
    finally:
        await asyncio.sleep(1)
        say("other left")


async def interrupt():
    await asyncio.sleep(2)
    say("interrupt")
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.sleep(0.5)
    say("goes on for a while")


async def main():
    t = asyncio.create_task(other())
    i = asyncio.create_task(interrupt())
    try:
        await asyncio.sleep(50)
    except Exception:
        say("never: it is no error")
    finally:
        say("main unwinds")
        await asyncio.sleep(1)
        say("main has unwound")


run(main())
