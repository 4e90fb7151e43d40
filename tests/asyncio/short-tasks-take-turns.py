import asyncio
from python_3_13 import Queue
from virtual_time import gather, run, say


async def puts_items(id, n):
    for i in range(n):
        await q.put(10 * id + i)
        say(f"put {10 * id + i}")


async def gets(id, n):
    sum = 0
    for i in range(n):
        item = await q.get()
        say(f"{id} got {item}")
        sum += item
    return sum


async def yields(id, n):
    for i in range(n):
        await asyncio.sleep(0)
        say(f"{id} yields {i}")


async def cancels_itself(id, how):
    asyncio.current_task().cancel("by itself")
    if how == 0:
        await q.put(id)
    elif how == 1:
        say(f"{id} got {await q.get()}")
    else:
        await asyncio.sleep(0)
    say(f"{id} goes on")


async def tries(t, id):
    try:
        await t
    except asyncio.CancelledError as e:
        say(f"{id} cancelled: {e.args[0] if e.args else 'cancelled'}")


async def turns(room):
    global q
    say(f"room for {room}")
    q = Queue(room)
    results = await gather(puts_items(1, 4), yields(2, 3), gets(3, 4))
    say(f"sum {results[2]}")
    await gather(gets(1, 2), gets(2, 2), yields(3, 2), puts_items(4, 2), puts_items(5, 2))
    await gather(puts_items(6, 3), puts_items(7, 3), yields(8, 4), gets(9, 6))
    for how in range(3):
        t = [asyncio.create_task(yields(k, 2) if k % 2 else cancels_itself(k, how)) for k in range(4)]
        for k in range(4):
            await tries(t[k], k)
        while not q.empty():
            say(f"left {q.get_nowait()}")
    p = asyncio.create_task(puts_items(1, 9))
    g = asyncio.create_task(gets(2, 9))
    await asyncio.sleep(0)
    say(f"cancel: {int(p.cancel())}")
    await tries(p, 1)
    say(f"cancel: {int(g.cancel())}")
    try:
        say(f"sum {await g}")
    except asyncio.CancelledError:
        say("no sum")


async def main():
    await turns(1)
    await turns(2)
    await turns(3)


run(main())
