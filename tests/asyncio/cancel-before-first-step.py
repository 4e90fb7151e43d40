import asyncio
from virtual_time import run, say


async def work():
    say("never")
    await asyncio.sleep(1)


async def main():
    t = asyncio.create_task(work())
    say(f"cancel {t.cancel():d}, done {t.done():d}")
    try:
        await t
    except asyncio.CancelledError:
        say("cancelled")
    say(f"done {t.done():d}, cancelled {t.cancelled():d}")
    say(f"cancel again {t.cancel():d}")


run(main())
