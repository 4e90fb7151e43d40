import asyncio
from python_3_13 import Queue, QueueShutDown
from virtual_time import run, say


async def join(q):
    await q.join()
    say("joined")


async def main():
    q = Queue()
    for k in range(3):
        await q.put(k)
    t = asyncio.create_task(join(q))
    say(f"took {await q.get()}")
    q.shutdown(True)
    say(f"{q.qsize()} left")
    try:
        await q.get()
    except QueueShutDown:
        say("shut down")
    await asyncio.sleep(1)
    say(f"joined: {t.done():d}")
    q.task_done()
    await t
    try:
        q.task_done()
    except ValueError:
        say("nothing is to be done")
    q.shutdown(True)


run(main())
