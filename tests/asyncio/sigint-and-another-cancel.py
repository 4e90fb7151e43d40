import asyncio
import os
import signal
from virtual_time import run, say


async def other(main_task):
    await asyncio.sleep(1)
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.sleep(0.5)
    main_task.cancel()


async def main():
    t = asyncio.create_task(other(asyncio.current_task()))
    try:
        await asyncio.sleep(5)
    finally:
        try:
            await asyncio.sleep(1)
        finally:
            say(f"{asyncio.current_task().cancelling()}")


run(main())
