import asyncio
from virtual_time import run, say


async def work(lock, name):
    async with lock:
        say(name)


async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    first = asyncio.create_task(work(lock, "first"))
    await asyncio.sleep(0)
    lock.release()
    say(f"released, locked {lock.locked():d}")
    await lock.acquire()
    say("main")
    lock.release()
    await first


run(main())
