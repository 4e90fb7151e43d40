import asyncio
from virtual_time import run, say, gather

waiter = kept = None


async def ends(n):
    return n


async def gives_way(n):
    await asyncio.sleep(0)
    return n


async def sleeps(n):
    await asyncio.sleep(n)
    return n


async def cancels_who_waits(n):
    await asyncio.sleep(0)
    say(f"cancel: {int(waiter.cancel('by a branch'))}")
    return n


async def cancels_itself(n):
    await asyncio.sleep(0)
    say(f"cancel: {int(asyncio.current_task().cancel())}")
    return n


def later(data):
    say(f"later {data}")


async def calls_soon(n):
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(later, "a")
    return n


async def ticks(n):
    for i in range(n):
        say(f"tick {i}")
        await asyncio.sleep(0)


async def spawns(n):
    global running
    await asyncio.sleep(0)
    running = asyncio.create_task(ticks(2))
    return n


async def keeps(n):
    global kept
    await asyncio.sleep(0)
    kept = asyncio.current_task()
    return n


async def throws(n):
    await asyncio.sleep(0)
    raise OSError(f"no {n}")


async def goes_on_when_cancelled(n):
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        say("cancelled")
    await asyncio.sleep(0)
    return n


async def gathers(n):
    b = 0
    if n:
        a, b = await gather(gathers(n - 1), gives_way(n))
    else:
        (a,) = await gather(ends(1))
    say(f"{n}: {a} {b}")
    return a + b


async def one(which):
    global waiter
    a = b = 0
    waiter = asyncio.current_task()
    say(f"which {which}")
    if which == 0:
        a, b = await gather(ends(1), cancels_who_waits(2))
    elif which == 1:
        a, b = await gather(ends(1), cancels_itself(2))
    elif which == 2:
        (a,) = await gather(calls_soon(1))
    elif which == 3:
        a, b = await gather(ends(1), spawns(2))
    elif which == 4:
        a, b = await gather(keeps(1), sleeps(2))
    elif which == 5:
        a, b = await gather(ends(1), keeps(2))
    elif which == 6:
        a, b = await gather(throws(1), goes_on_when_cancelled(2))
    elif which == 7:
        a, b = await gather(goes_on_when_cancelled(1), throws(2))
    else:
        a = await gathers(3)
    say(f"{a} {b}")


async def tries(which):
    global kept
    try:
        await asyncio.create_task(one(which))
    except asyncio.CancelledError as e:
        say("cancelled")
        if e.args and e.args[0][0] == "b":
            say(e.args[0])
    except OSError as e:
        say(e)
    if kept:
        say(kept.result())
        kept = None


async def main():
    for which in range(9):
        await tries(which)
    t = asyncio.create_task(ticks(30))
    for which in range(9):
        await tries(which)
    await t


run(main())
