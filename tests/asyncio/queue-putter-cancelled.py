import asyncio
from python_3_13 import Queue
from virtual_time import run, say


async def put(q, k):
    try:
        await q.put(k)
        say(f"{k} was put")
    except asyncio.CancelledError:
        say(f"{k} was not")


async def main():
    q = Queue(1)
    await q.put(9)
    t = [asyncio.create_task(put(q, k)) for k in range(4)]
    await asyncio.sleep(1)
    t[0].cancel()
    say(f"got {await q.get()}")
    t[1].cancel()
    await asyncio.sleep(1)
    while q.qsize():
        say(f"got {await q.get()}")
        await asyncio.sleep(1)
    for task in t:
        await task


run(main())
