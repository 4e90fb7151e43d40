import asyncio
from virtual_time import run, say


async def work(lock, k):
    try:
        await lock.acquire()
        say(f"{k} has it")
        lock.release()
    except asyncio.CancelledError:
        say(f"{k} was cancelled")


async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    t = [asyncio.create_task(work(lock, k)) for k in range(3)]
    await asyncio.sleep(0)
    t[0].cancel()
    t[1].cancel()
    lock.release()
    for task in t:
        await task

    await lock.acquire()
    last = asyncio.create_task(work(lock, 3))
    await asyncio.sleep(0)
    last.cancel()
    lock.release()
    await lock.acquire()
    say("main has it")
    await last
    lock.release()


run(main())
