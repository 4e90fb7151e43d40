import asyncio
from python_3_13 import Queue
from virtual_time import gather, run, say, wait_for as wait_for_coroutine


def doubled(x):
    return 2 * x


async def wait_for(awaitable, seconds):
    """asyncio.wait_for as of CPython 3.12, for tasks and futures too."""
    if asyncio.isfuture(awaitable):
        if seconds > 0:
            async with asyncio.timeout(seconds):
                return await awaitable
        if awaitable.done():
            return awaitable.result()
        awaitable.cancel()
        await asyncio.wait([awaitable])
        try:
            return awaitable.result()
        except asyncio.CancelledError as error:
            raise TimeoutError from error
    return await wait_for_coroutine(awaitable, seconds)


async def work(n, seconds):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        say(f"{n} is cancelled")
        raise
    say(f"{n} is done")
    return n


async def fails():
    await asyncio.sleep(1)
    raise OSError("broken")


async def within(t, seconds):
    try:
        n = await wait_for(t, seconds)
        say(f"joined {n}")
    except TimeoutError:
        say("too late")


async def shielded(t, seconds):
    try:
        n = await wait_for(asyncio.shield(t), seconds)
        say(f"joined {n}")
    except TimeoutError:
        say(f"too late, but it goes on: {int(not t.done())}")
    say(f"{await t}")


async def main():
    spawn = asyncio.create_task
    await within(spawn(work(1, 1)), 2)
    await within(spawn(work(2, 3)), 2)
    t = spawn(work(3, 0))
    await asyncio.sleep(1)
    await within(t, 0)
    await within(spawn(work(4, 1)), 0)
    t = spawn(work(5, 1))
    await asyncio.sleep(0.5)
    await within(t, 0)
    await shielded(spawn(work(6, 2)), 1)
    await shielded(spawn(work(7, 1)), 2)
    t = spawn(work(8, 2))
    await asyncio.sleep(1)
    await shielded(t, 0)

    q = Queue(1)
    try:
        item = await wait_for(q.get(), 1)
    except TimeoutError:
        say("nothing came")
    await wait_for(q.put(9), 1)
    try:
        await wait_for(q.put(10), 1)
    except TimeoutError:
        say("no room")
    try:
        item = await wait_for(q.get(), 0)
    except TimeoutError:
        say("no time")
    item = await wait_for(q.get(), 1)
    say(f"{item}")

    a, b = await wait_for(gather(work(10, 1), work(11, 2)), 3)
    say(f"{a} {b}")
    try:
        await wait_for(gather(work(12, 1), work(13, 2)), 1.5)
    except TimeoutError:
        say("12 11")            # in C the branch that ended has stored its result
    inner = await wait_for(wait_for(work(14, 1), 2), 3)
    say(f"{inner} {await wait_for(asyncio.to_thread(doubled, 21), 1000)}")

    t = spawn(fails())
    try:
        a = await t
    except OSError:
        say("failed")
    try:
        a = await wait_for(spawn(work(15, 3)), 1)
    except TimeoutError:
        say("timed out")
    a = await spawn(work(16, 1))
    say(f"0 {a}")


run(main())
