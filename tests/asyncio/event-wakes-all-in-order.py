import asyncio
from virtual_time import run, say


async def work(event, k):
    await event.wait()
    say(f"{k} woke, set {event.is_set():d}")


async def main():
    event = asyncio.Event()
    t = [asyncio.create_task(work(event, k)) for k in range(3)]
    await asyncio.sleep(1)
    event.set()
    event.clear()
    say("set and cleared")
    await asyncio.sleep(1)
    event.set()
    event.set()
    await event.wait()
    say("main did not wait")
    for task in t:
        await task


run(main())
