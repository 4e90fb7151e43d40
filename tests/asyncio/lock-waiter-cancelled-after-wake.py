import asyncio
from virtual_time import run, say


async def work(lock, k):
    try:
        async with lock:
            say(f"{k} has it")
            await asyncio.sleep(1)
    finally:
        say(f"{k} ends")


async def race(lock, cancel_first):
    await lock.acquire()
    a, b = asyncio.create_task(work(lock, 1)), asyncio.create_task(work(lock, 2))
    await asyncio.sleep(0)
    if cancel_first:
        a.cancel()
    lock.release()
    if not cancel_first:
        a.cancel()
    try:
        await a
    except asyncio.CancelledError:
        say("1 was cancelled")
    await b
    say(f"locked {lock.locked():d}")


async def main():
    lock = asyncio.Lock()
    await race(lock, False)
    await race(lock, True)


run(main())
