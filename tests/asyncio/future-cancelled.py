import asyncio
from virtual_time import run, say


async def waiter(f):
    try:
        await f
    except asyncio.CancelledError:
        say("waiter cancelled")
        raise


async def main():
    for i in range(2):
        f = asyncio.get_running_loop().create_future()
        t = asyncio.create_task(waiter(f))
        await asyncio.sleep(1)
        if i:
            t.cancel()
        else:
            f.cancel()
        try:
            await t
        except asyncio.CancelledError:
            say(f"cancelled, future {f.cancelled():d}")
        try:
            f.set_result(1)
            say("set")
        except asyncio.InvalidStateError:
            say("too late")


run(main())
