import asyncio
from python_3_13 import Queue
from virtual_time import run, say


async def get(q, k):
    say(f"{k} got {await q.get()}")


async def put(q, k):
    await q.put(k)
    say(f"{k} was put")


async def main():
    q = Queue(1)
    t = [asyncio.create_task(get(q, k)) for k in range(4)]
    await asyncio.sleep(1)
    t += [asyncio.create_task(put(q, k)) for k in range(4, 8)]
    for task in t:
        await task
    await asyncio.sleep(1)
    t = [asyncio.create_task(put(q, 10 + k)) for k in range(4)]
    await asyncio.sleep(1)
    t += [asyncio.create_task(get(q, k)) for k in range(4, 8)]
    for task in t:
        await task


run(main())
