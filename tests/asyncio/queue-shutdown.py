import asyncio
from python_3_13 import Queue, QueueShutDown
from virtual_time import run, say


async def get(q, k):
    try:
        say(f"{k} got {await q.get()}")
    except QueueShutDown:
        say(f"{k}: shut down")


async def put(q, k):
    try:
        await q.put(k)
        say(f"{k} was put")
    except QueueShutDown:
        say(f"{k}: no more")


async def main():
    empty, full = Queue(), Queue(2)
    g = [asyncio.create_task(get(empty, k)) for k in range(2)]
    await put(full, 10)
    await put(full, 11)
    p = [asyncio.create_task(put(full, 12 + k)) for k in range(2)]
    await asyncio.sleep(1)
    empty.shutdown()
    full.shutdown()
    say("shut down")
    for task in g + p:
        await task
    try:
        full.put_nowait(9)
    except QueueShutDown:
        say("put: shut down")
    for k in range(3):
        await get(full, k)
        if k < 2:
            full.task_done()
            say("done: 0")
    try:
        full.get_nowait()
    except QueueShutDown:
        say("get: shut down")
    await full.join()


run(main())
