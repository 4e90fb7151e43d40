import asyncio
from virtual_time import run, say


async def main():
    lock = asyncio.Lock()
    try:
        lock.release()
    except RuntimeError:
        say("not held")
    try:
        async with lock:
            lock.release()
            say(f"locked {lock.locked():d}")
    except RuntimeError:
        say("lost in the block")
    try:
        async with lock:
            lock.release()
            raise KeyError
    except RuntimeError:
        say("lost, and that is what is thrown")


run(main())
