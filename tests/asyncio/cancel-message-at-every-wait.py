import asyncio
import time
from python_3_13 import Condition, Queue, Semaphore, timeout
from virtual_time import gather, run, say, wait_for


async def sleeper():
    await asyncio.sleep(10)


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        await asyncio.sleep(1)


async def gathers():
    await gather(sleeper(), sleeper())


async def gathers_gathers():
    await gather(gathers(), gathers())


async def gathers_stubborn():
    await gather(stubborn(), sleeper())


async def gathers_settled():
    await asyncio.gather(sleeper(), sleeper(), return_exceptions=True)


async def waits_for():
    await wait_for(sleeper(), 20)


async def shields():
    await asyncio.shield(sleeper())


async def has_timeout():
    async with timeout(20):
        await sleeper()


async def locks():
    await lock.acquire()


async def acquires():
    await semaphore.acquire()


async def waits_for_event():
    await event.wait()


async def waits_for_condition():
    async with condition:
        await condition.wait()


async def waits_at_barrier():
    await barrier.wait()


async def gets():
    await empty.get()


async def puts_one():
    await full.put(1)


async def joins_queue():
    await full.join()


async def waits():
    await asyncio.wait([other], timeout=20)


async def as_completed():
    for f in asyncio.as_completed([other]):
        await f


async def numbers():
    await asyncio.sleep(10)
    yield 1


async def loops():
    async for x in numbers():
        pass


async def next():
    await anext(numbers())


async def has_group():
    async with asyncio.TaskGroup() as g:
        g.create_task(sleeper())


async def in_group():
    async with asyncio.TaskGroup() as g:
        g.create_task(sleeper())
        await sleeper()


async def has_thread():
    await asyncio.to_thread(time.sleep, 0.05)


async def main():
    global lock, semaphore, event, condition, barrier, empty, full, other
    lock = asyncio.Lock()
    semaphore = Semaphore(0)
    event = asyncio.Event()
    condition = Condition()
    barrier = asyncio.Barrier(2)
    empty, full = Queue(1), Queue(1)
    await full.put(0)
    await lock.acquire()
    other = asyncio.create_task(asyncio.sleep(1000))
    for f in (sleeper, gathers, gathers_gathers, gathers_stubborn, gathers_settled, waits_for, shields, has_timeout, locks, acquires, waits_for_event,
              waits_for_condition, waits_at_barrier, gets, puts_one, joins_queue, waits, as_completed, loops, next, has_group, in_group, has_thread):
        t = asyncio.create_task(f())
        for i in range(3):
            await asyncio.sleep(0)
        t.cancel(f.__name__)
        try:
            await t
            say(f"{f.__name__}: not cancelled")
        except asyncio.CancelledError as e:
            say(str(e))


run(main())
