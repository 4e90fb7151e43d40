import asyncio
from virtual_time import run, say


async def gives_way(n):
    await asyncio.sleep(0)
    say(f"{n} goes on")
    return n


async def joins(n):
    x = await first
    say(f"joined {x}")
    return n + x


async def joins_and_waits(n):
    x = await first
    await asyncio.sleep(0)
    say(f"joined {x}")
    x += await gives_way(n)
    return x


async def main():
    global first
    for n in range(1, 4):
        first = asyncio.create_task(gives_way(n))
        say(f"{await asyncio.create_task(joins(10 * n))}")
        first = asyncio.create_task(gives_way(n))
        say(f"{await asyncio.create_task(joins_and_waits(10 * n))}")
        first = asyncio.create_task(gives_way(n))
        say(f"{await asyncio.shield(joins(100 * n))}")


run(main())
