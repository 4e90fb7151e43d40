import asyncio
from virtual_time import run, say


async def wait_for_it(f):
    try:
        await f
    except asyncio.CancelledError:
        say(f"cancelled, cancelling {asyncio.current_task().cancelling()}")
    await asyncio.sleep(1)
    say("goes on")


async def main():
    for k in range(2):
        f = asyncio.get_running_loop().create_future()
        t = asyncio.create_task(wait_for_it(f))
        await asyncio.sleep(1)
        if k:
            t.cancel()
        say(f"future: {f.cancel():d}")
        if not k:
            t.cancel()
        await t


run(main())
