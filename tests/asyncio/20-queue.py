import asyncio
from virtual_time import gather, now, run

END = object()          # asyncio.Queue.shutdown is of CPython 3.13


async def produce(queue):
    for i, name in enumerate(["wash", "peel", "cut", "boil", "salt", "taste", "serve"]):
        await queue.put((i + 1, name))
        print(f"{now():.1f} s: put {name}")
        await asyncio.sleep(0.1)
    await queue.join()
    print(f"{now():.1f} s: everything has been dealt with")
    for _ in range(2):
        queue.put_nowait(END)


async def consume(consumer, seconds, queue):
    done = 0
    while (job := await queue.get()) is not END:
        number, name = job
        print(f"{now():.1f} s: {consumer} takes {number}, {name}")
        await asyncio.sleep(seconds)
        queue.task_done()
        done += 1
    return done


async def main():
    queue = asyncio.Queue(2)
    _, a, b = await gather(produce(queue), consume("ann", 0.3, queue), consume("bob", 0.5, queue))
    print(f"ann: {a} jobs, bob: {b} jobs")


run(main())
