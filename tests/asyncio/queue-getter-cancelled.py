import asyncio
from python_3_13 import Queue
from virtual_time import run, say


async def get(q, k):
    try:
        say(f"{k} got {await q.get()}")
    except asyncio.CancelledError:
        say(f"{k} was cancelled")


async def main():
    q = Queue()
    t = [asyncio.create_task(get(q, k)) for k in range(5)]
    await asyncio.sleep(1)
    t[0].cancel()
    q.put_nowait(10)
    q.put_nowait(11)
    t[1].cancel()
    t[2].cancel()
    await asyncio.sleep(1)
    say(f"{q.qsize()} left")
    q.put_nowait(12)
    for task in t:
        if not task.done():
            task.cancel()
        await task
    say(f"{q.qsize()} left")


run(main())
