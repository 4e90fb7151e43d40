import asyncio
from python_3_13 import BoundedSemaphore
from virtual_time import run, say


async def main():
    semaphore = BoundedSemaphore(2)
    try:
        semaphore.release()
    except ValueError:
        say("all are there")
    await semaphore.acquire()
    semaphore.release()
    say("release: 0")
    try:
        semaphore.release()
    except ValueError:
        say("all are there")
    try:
        async with semaphore:
            semaphore.release()
    except ValueError:
        say("at the end of the block, too")


run(main())
