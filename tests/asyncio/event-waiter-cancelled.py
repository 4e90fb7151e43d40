import asyncio
from virtual_time import run, say


async def work(event, k):
    try:
        await event.wait()
        say(f"{k} woke")
    except asyncio.CancelledError:
        say(f"{k} was cancelled")


async def main():
    event = asyncio.Event()
    t = [asyncio.create_task(work(event, k)) for k in range(3)]
    await asyncio.sleep(1)
    t[0].cancel()
    event.set()
    t[1].cancel()
    for task in t:
        await task


run(main())
