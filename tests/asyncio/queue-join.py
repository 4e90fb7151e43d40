import asyncio
from python_3_13 import Queue
from virtual_time import run, say


async def work(q, k):
    while True:
        item = await q.get()
        await asyncio.sleep(item)
        q.task_done()
        say(f"{k} did {item}: 0")


async def joiner(q, k):
    await q.join()
    say(f"joined {k}")


async def main():
    q = Queue()
    await q.join()
    try:
        q.task_done()
    except ValueError:
        say("nothing to be done")
    a, b, c = (asyncio.create_task(x) for x in (work(q, 1), work(q, 2), joiner(q, 0)))
    for k in range(1, 5):
        await q.put(k)
    d, e = (asyncio.create_task(joiner(q, k)) for k in (1, 2))
    await asyncio.sleep(1)
    e.cancel()
    await q.join()
    say("all done")
    await c
    await d
    a.cancel()
    b.cancel()
    await asyncio.sleep(0)


run(main())
