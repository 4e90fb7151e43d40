import asyncio
import os
import signal
from virtual_time import run, say


async def main():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        say("not now")
    await asyncio.sleep(1)
    say(f"the end, {asyncio.current_task().cancelling()}")


run(main())
