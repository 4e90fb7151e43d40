import asyncio
from virtual_time import gather, run, say, wait_for


async def work(n, seconds):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        say(f"{n} is cancelled")
        raise
    say(f"{n} is done")
    return n


async def fails(seconds):
    await asyncio.sleep(seconds)
    raise OSError("broken")


async def ticks(n):
    for i in range(n):
        say(f"tick {i}")
        await asyncio.sleep(0)


async def gathers(t):
    try:
        await gather(*t)
        say("gathered")
    except asyncio.CancelledError as e:
        say(f"the gather is cancelled: {e}")
        raise


async def main():
    spawn = asyncio.create_task
    t = [spawn(work(1, 2)), spawn(work(2, 1))]
    a, b, c = await gather(t[0], t[1], work(3, 3))
    say(f"{a} {b} {c}")

    t[0] = spawn(work(4, 0))
    await asyncio.sleep(1)
    ticking = spawn(ticks(4))
    [a] = await gather(t[0])
    say(f"gathered {a}")
    await ticking
    t[0] = spawn(work(5, 0))
    ticking = spawn(ticks(6))
    a, b = await gather(t[0], t[0])
    say(f"gathered {a} {b}")
    await ticking

    t = [spawn(work(6, 5)), spawn(fails(1)), spawn(work(7, 5))]
    try:
        await gather(work(8, 5), *t)
    except OSError as e:
        say(f"{e}")

    t = [spawn(work(9, 1)), spawn(fails(1)), spawn(work(10, 2))]
    t[2].cancel()
    for r in await asyncio.gather(*t, return_exceptions=True):
        if isinstance(r, BaseException):
            say(f"0 {'failed' if isinstance(r, OSError) else 'cancelled'}")
        else:
            say(f"{r} ")

    t = [spawn(work(11 + i, 5)) for i in range(3)]
    g = spawn(gathers(t))
    await asyncio.sleep(1)
    g.cancel("enough")
    try:
        await g
    except asyncio.CancelledError:
        say("it was cancelled")

    f = asyncio.get_running_loop().create_future()
    asyncio.create_task(asyncio.sleep(0))
    try:
        await wait_for(gather(f, work(20, 3)), 1)
    except TimeoutError:
        say(f"too late, the future is cancelled: {int(f.cancelled())}")


run(main())
