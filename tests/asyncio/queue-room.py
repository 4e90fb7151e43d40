import asyncio
from python_3_13 import Queue
from virtual_time import run, say


async def produce(q):
    for k in range(5):
        await q.put(k)
        say(f"put {k}, {q.qsize()} in it")


async def main():
    q = Queue(2)
    try:
        q.get_nowait()
    except asyncio.QueueEmpty:
        say("empty")
    t = asyncio.create_task(produce(q))
    await asyncio.sleep(1)
    try:
        q.put_nowait(9)
    except asyncio.QueueFull:
        say("full")
    for _ in range(5):
        say(f"got {await q.get()}")
        await asyncio.sleep(1)
    await t
    q.put_nowait(9)
    say("put: 0")
    q.get_nowait()
    say("get: 0")
    q = Queue()
    for k in range(100):
        q.put_nowait(k)
    say(q.qsize())


run(main())
