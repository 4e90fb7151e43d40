import asyncio
from virtual_time import run, say


async def work():
    try:
        async with asyncio.timeout(2):
            await asyncio.sleep(100)
        say("never")
    except TimeoutError:
        say(f"timeout, cancelling {asyncio.current_task().cancelling()}")
    finally:
        say("left")


def cancel(t):
    say("cancel")
    t.cancel()


async def main():
    loop = asyncio.get_running_loop()
    for i, when in enumerate((1, 2, 3)):
        t = asyncio.create_task(work())
        await asyncio.sleep(0)
        timer = loop.call_later(when, cancel, t)
        try:
            await t
            say("ended")
        except asyncio.CancelledError:
            say("cancelled")
        if i == 2:
            timer.cancel()


run(main())
