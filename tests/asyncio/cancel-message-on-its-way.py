import asyncio
from virtual_time import gather, run, say


async def sleeper():
    await asyncio.sleep(10)


async def joiner():
    await asyncio.create_task(sleeper())


async def gatherer():
    await gather(sleeper(), sleeper())


async def waiter():
    await asyncio.get_running_loop().create_future()


async def show(t, first, second):
    t.cancel(first)
    if second:
        t.cancel(second)
    try:
        await t
    except asyncio.CancelledError as e:
        say(f"'{e}'")


async def main():
    await show(asyncio.create_task(sleeper()), "before its first step", None)
    await show(asyncio.create_task(sleeper()), "before its first step", "the latest before it runs")
    for second in None, "too late":
        t = [asyncio.create_task(f()) for f in (sleeper, joiner, gatherer, waiter)]
        await asyncio.sleep(1)
        await show(t[0], "asleep", second)
        await show(t[1], "along a join", None)
        await show(t[2], "through a gather", None)
        await show(t[3], "through a future", second)


run(main())
