import asyncio
from virtual_time import run, say


async def work():
    me = asyncio.current_task()
    for i in range(2):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            say(f"caught, cancelling {me.cancelling()}")
    say(f"uncancel {me.uncancel()}")
    say(f"uncancel {me.uncancel()}")
    say(f"uncancel {me.uncancel()}")
    await asyncio.sleep(1)
    say("end")


async def main():
    t = asyncio.create_task(work())
    await asyncio.sleep(1)
    say(t.cancelling())
    t.cancel()
    t.cancel()
    say(t.cancelling())
    await asyncio.sleep(1)
    t.cancel()
    await t


run(main())
