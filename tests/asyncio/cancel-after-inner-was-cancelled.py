import asyncio
from virtual_time import gather, run, say, wait_for


inner = None


async def work():
    global inner
    inner = asyncio.current_task()
    await asyncio.sleep(5)


async def joins():
    await asyncio.create_task(work())


async def shields():
    await asyncio.shield(work())


async def waits():
    await wait_for(work(), 9)


async def gathers():
    await gather(work(), asyncio.sleep(7))


def cancel_outer(outer, passages):
    if passages:
        asyncio.get_running_loop().call_soon(cancel_outer, outer, passages - 1)
    else:
        say(f"cancel: {int(outer.cancel('late'))}")


async def one(name, after, t):
    await asyncio.sleep(1)
    say(f"{name}, after {after}: {int(inner.cancel('early'))}")
    asyncio.get_running_loop().call_soon(cancel_outer, t, after)
    try:
        await t
        say("no error")
    except asyncio.CancelledError as e:
        say(f"cancelled: {e.args[0] if e.args else 'cancelled'}")
    await asyncio.sleep(1)


async def main():
    for after in range(5):
        for name, f in ("join", joins), ("shield", shields), ("wait_for", waits), ("gather", gathers):
            await one(name, after, asyncio.create_task(f()))


run(main())
